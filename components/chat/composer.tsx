"use client";

import {
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  useEffect,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { useTranslations } from "use-intl/react";
import { IconButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { AttachButtons } from "./attach-buttons.tsx";
import { draftKey, draftStore, readDraft, writeDraft } from "./drafts.ts";
import { pastedFiles } from "./dropped-files.ts";
import { fitHeight } from "./fit-height.ts";
import { isPlainEnter } from "./plain-enter.ts";

export type ComposerHandle = {
  focus: () => void;
  /** Text that could not be sent comes back, before what was typed meanwhile. */
  restore: (text: string) => void;
  /** The text is stored: its draft is not needed, and what was typed meanwhile belongs to this conversation. */
  stored: (conversationId: string) => void;
};

type ComposerProps = {
  ref: Ref<ComposerHandle>;
  accountId: string;
  conversationId: string | null;
  /** Characters a message may have. */
  most: number;
  /** A reply is being written: nothing can be sent, but it can be stopped. */
  running: boolean;
  /** One quiet line about where the text goes. */
  note: string;
  /** Why nothing can be sent just now; null when something can. */
  hold: { text: string; isWrong: boolean } | null;
  onSend: (text: string) => void;
  onStop: () => void;
  onFiles: (files: File[]) => void;
  onLibrary: () => void;
  /** Files are likely to come. */
  onNear: () => void;
};

/** How near to the limit the count appears. */
const COUNT_FROM = 0.9;

/**
 * Where one types. The text belongs to the field and not to React: typing draws nothing, and what was typed before the
 * page was alive stays.
 */
export function Composer({
  ref,
  accountId,
  conversationId,
  most,
  running,
  note,
  hold,
  onSend,
  onStop,
  onFiles,
  onLibrary,
  onNear,
}: ComposerProps) {
  const t = useTranslations("chat.composer");
  const field = useRef<HTMLTextAreaElement>(null);
  const key = useRef(draftKey(accountId, conversationId));
  const [length, setLength] = useState(0);
  const [blank, setBlank] = useState(true);

  const noticed = (text: string) => {
    setLength(text.length);
    setBlank(text.trim() === "");
    if (field.current !== null) fitHeight(field.current);
  };
  const typed = (text: string) => {
    writeDraft(draftStore(), key.current, text);
    noticed(text);
  };
  const put = (text: string) => {
    if (field.current === null) return;
    field.current.value = text;
    typed(text);
  };

  useEffect(() => {
    const area = field.current;
    if (area === null) return;
    if (area.value === "") area.value = readDraft(draftStore(), key.current);
    const text = area.value;
    setLength(text.length);
    setBlank(text.trim() === "");
    fitHeight(area);
    // With a keyboard at hand one wants to type; on a phone it would cover what one came to read.
    const elsewhere = document.activeElement?.closest("main, dialog, :popover-open");
    if (matchMedia("(pointer: fine)").matches && elsewhere == null) area.focus({ preventScroll: true });
  }, []);

  useImperativeHandle(ref, () => ({
    focus: () => field.current?.focus(),
    restore: (text) => {
      const now = field.current?.value ?? "";
      put(now === "" ? text : `${text}\n\n${now}`);
      field.current?.focus();
    },
    stored: (id) => {
      writeDraft(draftStore(), key.current, "");
      key.current = draftKey(accountId, id);
      writeDraft(draftStore(), key.current, field.current?.value ?? "");
    },
  }));

  const tooLong = length > most;
  const send = () => {
    const text = field.current?.value ?? "";
    if (running || tooLong || hold !== null || text.trim() === "") return;
    // The draft stays until the server has the message.
    if (field.current !== null) field.current.value = "";
    noticed("");
    onSend(text);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Escape" && running) {
      event.preventDefault();
      onStop();
    }
    if (!isPlainEnter(event)) return;
    event.preventDefault();
    send();
  };

  const onPaste = (event: ClipboardEvent<HTMLTextAreaElement>) => {
    const files = pastedFiles(event.clipboardData);
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  const wrong = tooLong ? t("tooLong", { most, over: length - most }) : hold?.isWrong ? hold.text : null;

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      className="rounded-lg border border-control bg-surface has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:-outline-offset-1 has-[textarea:focus-visible]:outline-accent"
    >
      <textarea
        ref={field}
        rows={1}
        name="message"
        aria-label={t("label")}
        aria-describedby="composer-note"
        aria-invalid={tooLong || undefined}
        aria-keyshortcuts="/"
        placeholder={t("placeholder")}
        enterKeyHint="send"
        onChange={(event) => typed(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        className="field-sizing-content block max-h-[40dvh] min-h-12 w-full resize-none bg-transparent px-4 pt-3 pb-1 text-lg outline-none"
      />
      <div className="flex items-center gap-2 px-2 py-2">
        <AttachButtons onFiles={onFiles} onLibrary={onLibrary} onNear={onNear} />
        <p id="composer-note" className="min-w-0 flex-1 text-xs text-muted">
          {wrong === null ? (hold?.text ?? note) : <span className="text-critical">{wrong}</span>}
        </p>
        {length > most * COUNT_FROM && (
          <span className={classNames("text-xs figures", tooLong ? "text-critical" : "text-muted")}>
            {t("count", { length, most })}
          </span>
        )}
        {running ? (
          <IconButton icon="stop" variant="secondary" label={t("stop")} onClick={onStop} />
        ) : (
          <IconButton
            icon="send"
            variant="primary"
            type="submit"
            label={t("send")}
            disabled={blank || tooLong || hold !== null}
          />
        )}
      </div>
    </form>
  );
}
