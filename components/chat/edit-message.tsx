"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Button } from "../ui/button.tsx";
import { fitHeight } from "./fit-height.ts";
import { isPlainEnter } from "./plain-enter.ts";

type EditMessageProps = { text: string; most: number; onSend: (text: string) => void; onCancel: () => void };

/** A message of one's own, written anew in its place. What is sent begins another branch. */
export function EditMessage({ text, most, onSend, onCancel }: EditMessageProps) {
  const t = useTranslations("chat");
  const field = useRef<HTMLTextAreaElement>(null);
  const [length, setLength] = useState(text.length);
  useEffect(() => {
    const area = field.current;
    if (area === null) return;
    fitHeight(area);
    area.focus();
    area.setSelectionRange(area.value.length, area.value.length);
  }, []);

  const send = () => {
    const written = field.current?.value ?? "";
    if (written.trim() === "" || written.length > most) return;
    if (written === text) onCancel();
    else onSend(written);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") {
      event.preventDefault();
      onCancel();
    } else if (isPlainEnter(event)) {
      event.preventDefault();
      send();
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <textarea
        ref={field}
        defaultValue={text}
        rows={1}
        aria-label={t("message.editing")}
        aria-invalid={length > most || undefined}
        onChange={(event) => {
          setLength(event.target.value.trim().length === 0 ? 0 : event.target.value.length);
          fitHeight(event.target);
        }}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-[50dvh] w-full resize-none rounded-lg border border-control bg-surface px-4 py-3 text-lg leading-[1.65]"
      />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="min-w-0 flex-1 text-xs text-muted">
          {length > most ? (
            <span className="text-critical">{t("composer.tooLong", { most, over: length - most })}</span>
          ) : (
            t("message.editHint")
          )}
        </p>
        <Button size="sm" onClick={onCancel}>
          {t("message.editCancel")}
        </Button>
        <Button size="sm" variant="primary" disabled={length === 0 || length > most} onClick={send}>
          {t("composer.send")}
        </Button>
      </div>
    </div>
  );
}
