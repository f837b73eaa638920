"use client";

import { useRouter } from "next/navigation";
import { useActionState, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { pastedFiles } from "../chat/dropped-files.ts";
import { useFileDrop } from "../chat/use-file-drop.ts";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { classNames } from "../ui/class-names.ts";
import { TextField } from "../ui/field.tsx";
import { Icon } from "../ui/icon.tsx";
import { Section } from "../ui/page.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { UploadList } from "./upload-list.tsx";
import { useFileRefusal } from "./use-file-refusal.ts";
import { useUploads } from "./use-uploads.ts";

const TYPES = ".pdf,.docx,.txt,.md,.markdown";

/** Files come in here: chosen, dropped anywhere on the page or pasted; and through a plain form where no script runs. */
export function Uploads({ upload }: { upload: FormDoor }) {
  const t = useTranslations("documents.upload");
  const router = useRouter();
  const { items, add, ...doors } = useUploads(null);
  const over = useFileDrop(add, () => {});

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const files = event.clipboardData === null ? [] : pastedFiles(event.clipboardData);
      if (files.length === 0) return;
      event.preventDefault();
      add(files);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [add]);

  const done = items.filter(({ state }) => state === "done").length;
  const shown = useRef(done);
  useEffect(() => {
    if (done > shown.current) router.refresh();
    shown.current = done;
  }, [done, router]);

  return (
    <Section title={t("title")}>
      <div
        className={classNames(
          "flex flex-col items-center gap-3 rounded-lg border border-dashed px-4 py-6 text-center transition-colors",
          over ? "border-accent bg-accent-soft" : "border-control bg-surface",
        )}
      >
        <div>
          <p className="noscript:hidden">{t(over ? "drop" : "hint")}</p>
          <p className="text-sm text-muted">{t("types")}</p>
        </div>
        <Picker onFiles={add} />
        <noscript>
          <PlainForm upload={upload} />
        </noscript>
      </div>
      <UploadList items={items} {...doors} />
    </Section>
  );
}

function Picker({ onFiles }: { onFiles: (files: File[]) => void }) {
  const t = useTranslations("documents.upload");
  // Until the script is there nobody would listen.
  const [ready, setReady] = useState(false);
  useEffect(() => setReady(true), []);
  return (
    <label
      className={buttonClass({
        variant: "primary",
        className:
          "noscript:hidden cursor-pointer has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent",
      })}
    >
      <Icon name="upload" />
      {t("choose")}
      <input
        type="file"
        multiple
        accept={TYPES}
        disabled={!ready}
        className="sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = ""; // so that the same file can be chosen again
        }}
      />
    </label>
  );
}

function PlainForm({ upload }: { upload: FormDoor }) {
  const t = useTranslations("documents.upload");
  const refusal = useFileRefusal();
  const [state, submit] = useActionState<FormState, FormData>(upload, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-3 text-start">
      <TextField label={t("field")} hint={t("together")} type="file" name="file" multiple required accept={TYPES} />
      <RefusalMessage state={state} success={t("taken")} say={({ error }) => refusal(error)} />
      <SubmitButton>{t("send")}</SubmitButton>
    </form>
  );
}
