"use client";

import { useRef } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "../ui/button.tsx";

/** What can be read; the server looks into the files themselves. */
const KINDS = ".pdf,.docx,.txt,.md";

type AttachButtonsProps = {
  onFiles: (files: File[]) => void;
  onLibrary: () => void;
  /** One of them will be pressed soon. */
  onNear: () => void;
};

/** Files from this device, and documents that are here already. Their words give way to their icons on a narrow window. */
export function AttachButtons({ onFiles, onLibrary, onNear }: AttachButtonsProps) {
  const t = useTranslations("chat.documents");
  const input = useRef<HTMLInputElement>(null);
  const near = {
    onPointerEnter: onNear,
    onFocus: onNear,
    variant: "quiet",
    size: "sm",
    className: "max-wide:gap-0",
  } as const;
  return (
    <span className="flex shrink-0 items-center gap-0.5">
      <input
        ref={input}
        type="file"
        multiple
        accept={KINDS}
        aria-label={t("addLabel")}
        tabIndex={-1}
        className="hidden"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ""; // so that the same file can be chosen again
        }}
      />
      <Button
        {...near}
        icon="plus"
        aria-label={t("addLabel")}
        title={t("addHint")}
        onClick={() => input.current?.click()}
      >
        <span className="max-wide:sr-only">{t("add")}</span>
      </Button>
      <Button {...near} icon="book" aria-label={t("chooseLabel")} title={t("chooseLabel")} onClick={onLibrary}>
        <span className="max-wide:sr-only">{t("choose")}</span>
      </Button>
    </span>
  );
}
