"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button, IconButton } from "./button.tsx";
import type { ButtonSize, ButtonVariant } from "./button-class.ts";
import { copyText } from "./copy-text.ts";

type CopyButtonProps = {
  /** What to copy; a function where it is only known at the click. */
  text: string | (() => string);
  /** Its name; "Copy" without it. */
  label?: string | undefined;
  /** With a word beside the icon. */
  wordy?: boolean | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  className?: string | undefined;
};

const SHOWN_MS = 2_000;

export function CopyButton({ text, label, wordy = false, variant, size, className }: CopyButtonProps) {
  const t = useTranslations("ui");
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(setState, SHOWN_MS, "idle");
    return () => clearTimeout(timer);
  }, [state]);

  const name = label ?? t("copy.do");
  const said = state === "idle" ? null : t(state === "copied" ? "copy.done" : "copy.failed");
  const icon = state === "idle" ? "copy" : state === "copied" ? "check" : "alert";
  const onClick = async () =>
    setState((await copyText(typeof text === "string" ? text : text())) ? "copied" : "failed");
  return (
    <>
      {wordy ? (
        <Button icon={icon} variant={variant} size={size} className={className} onClick={onClick}>
          {/* Both words keep their room, so that the button does not change its width. */}
          <span className="grid">
            <span className={said === null ? "col-start-1 row-start-1" : "invisible col-start-1 row-start-1"}>
              {name}
            </span>
            <span
              aria-hidden
              className={said === null ? "invisible col-start-1 row-start-1" : "col-start-1 row-start-1"}
            >
              {said ?? t("copy.done")}
            </span>
          </span>
        </Button>
      ) : (
        <IconButton
          icon={icon}
          label={name}
          title={said ?? name}
          variant={variant}
          size={size}
          className={className}
          onClick={onClick}
        />
      )}
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
