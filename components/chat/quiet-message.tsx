import type { ReactNode } from "react";
import type { ShownMessage } from "#lib/chat/schema.ts";
import { Markdown } from "../markdown/markdown.tsx";
import { Badge } from "../ui/badge.tsx";
import { textOf } from "./conversation-state.ts";

type QuietMessageProps = {
  message: ShownMessage;
  /** Who wrote it. */
  by: ReactNode;
  at: ReactNode;
  /** What became of it, where it is not simply complete. */
  state?: string | undefined;
  words: { sources: string; empty: string };
};

/** A message to read: no branches, no actions, nothing live. */
export function QuietMessage({ message, by, at, state, words }: QuietMessageProps) {
  const heading = `by-${message.id}`;
  const text = textOf(message);
  const sources = message.parts.flatMap((part) => (part.type === "source" ? [part] : []));
  return (
    <article aria-labelledby={heading} className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-center gap-2 text-sm text-muted">
        <h2 id={heading} className="font-medium">
          {by}
        </h2>
        {at}
        {state && <Badge tone="medium">{state}</Badge>}
      </div>
      {text === "" ? (
        <p className="text-muted">{words.empty}</p>
      ) : message.author === "person" ? (
        <p className="w-fit max-w-full rounded-lg border border-border bg-surface px-4 py-2.5 text-lg leading-[1.65] wrap-anywhere whitespace-pre-wrap">
          {text}
        </p>
      ) : (
        <Markdown text={text} />
      )}
      {sources.length > 0 && (
        <p className="text-sm text-muted">
          {words.sources}: {sources.map(({ title }) => title).join(", ")}
        </p>
      )}
    </article>
  );
}
