"use client";

import { type KeyboardEvent, useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import { Input } from "../ui/input.tsx";

/** Characters of a title (lib/chat/schema). */
const MOST = 120;

type RenameLineProps = {
  title: string;
  /** The new title, or null when it stays; and whether a key ended it, so that the focus needs a place to go. */
  onDone: (title: string | null, byKey: boolean) => void;
};

/** A title in the place where it stands: Enter or leaving keeps it, Escape does not. */
export function RenameLine({ title, onDone }: RenameLineProps) {
  const t = useTranslations("chat");
  const input = useRef<HTMLInputElement>(null);
  const done = useRef(false);
  useEffect(() => input.current?.select(), []);

  const finish = (keep: boolean, byKey: boolean) => {
    if (done.current) return;
    done.current = true;
    const written = (input.current?.value ?? "").trim().replace(/\s+/g, " ");
    onDone(keep && written !== "" && written !== title ? written : null, byKey);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    finish(event.key === "Enter", true);
  };
  return (
    <Input
      ref={input}
      autoFocus
      aria-label={t("line.title")}
      defaultValue={title}
      maxLength={MOST}
      onKeyDown={onKeyDown}
      onBlur={() => finish(true, false)}
    />
  );
}
