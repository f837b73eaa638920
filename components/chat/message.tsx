"use client";

import type { MouseEvent } from "react";
import { useTranslations } from "use-intl/react";
import { Markdown } from "../markdown/markdown.tsx";
import { classNames } from "../ui/class-names.ts";
import { Spinner } from "../ui/spinner.tsx";
import type { ListedMessage } from "./blocks.ts";
import { textOf } from "./conversation-state.ts";
import { EditMessage } from "./edit-message.tsx";
import { type MessageHandlers, QuestionActions, ReplyActions } from "./message-actions.tsx";
import { MessageState } from "./message-state.tsx";

type MessageProps = {
  message: ListedMessage;
  /** What the model that wrote it is called. */
  modelName: string;
  handlers: MessageHandlers;
  running: boolean;
  /** The last of the conversation: always drawn. */
  last: boolean;
  editing: boolean;
  most: number;
};

export function Message({ message, modelName, handlers, running, last, editing, most }: MessageProps) {
  const t = useTranslations("chat.message");
  const heading = `by-${message.id}`;
  const byPerson = message.author === "person";
  return (
    <article
      aria-labelledby={heading}
      aria-busy={message.state === "streaming" || undefined}
      data-parent={message.parentId ?? "root"}
      className={classNames("group/message px-1 py-2", !last && "render-when-near")}
    >
      <div className="mb-1 flex min-h-control-sm items-center gap-2">
        <h2 id={heading} className="text-sm font-medium text-muted">
          {byPerson ? t("you") : modelName}
        </h2>
        {byPerson && !editing && <QuestionActions message={message} handlers={handlers} running={running} />}
      </div>
      {editing ? (
        <EditMessage
          text={textOf(message)}
          most={most}
          onSend={(text) => handlers.sendEdited(message, text)}
          onCancel={() => handlers.edit(null)}
        />
      ) : byPerson ? (
        <p className="w-fit max-w-full rounded-lg border border-border bg-surface px-4 py-2.5 text-lg leading-[1.65] wrap-anywhere whitespace-pre-wrap">
          {textOf(message)}
        </p>
      ) : (
        <Reply message={message} handlers={handlers} />
      )}
      {message.state !== "streaming" && <MessageState message={message} running={running} onAgain={handlers.again} />}
      {!byPerson && message.state !== "streaming" && (
        <ReplyActions message={message} handlers={handlers} running={running} />
      )}
    </article>
  );
}

// The caret stands behind the last letter, where that is the end of a paragraph or of a list.
const caret =
  "[&>.prose>:is(p,h3,h4,h5):last-child]:after:content-[''] [&>.prose>:is(p,h3,h4,h5):last-child]:after:ms-1 [&>.prose>:is(p,h3,h4,h5):last-child]:after:inline-block [&>.prose>:is(p,h3,h4,h5):last-child]:after:h-[1em] [&>.prose>:is(p,h3,h4,h5):last-child]:after:w-0.5 [&>.prose>:is(p,h3,h4,h5):last-child]:after:animate-pulse [&>.prose>:is(p,h3,h4,h5):last-child]:after:bg-accent [&>.prose>:is(p,h3,h4,h5):last-child]:after:align-[-0.15em]";

function Reply({ message, handlers }: { message: ListedMessage; handlers: MessageHandlers }) {
  const t = useTranslations("chat.message");
  const { id, parts, state } = message;
  const streaming = state === "streaming";
  const sources = parts.filter((part) => part.type === "source");
  const reasoning = parts.flatMap((part) => (part.type === "reasoning" ? part.text : [])).join("");
  const text = textOf(message);
  const prefix = `#source-${id}-`;

  /** A citation leads to its source beside the text; from there one may go on to the page itself. */
  const onClick = (event: MouseEvent) => {
    const anchor = event.target instanceof Element ? event.target.closest(`a[href^="${prefix}"]`) : null;
    const number = Number(anchor?.getAttribute("href")?.slice(prefix.length));
    if (anchor === null || Number.isNaN(number)) return;
    event.preventDefault();
    handlers.showSources(id, number);
  };
  return (
    <>
      {reasoning !== "" && (
        <details className="mb-3 rounded-lg border border-border bg-sunken px-4 py-2 text-muted">
          <summary className="font-medium">{t(streaming && text === "" ? "thinking" : "thought")}</summary>
          <p className="mt-2 wrap-anywhere whitespace-pre-wrap">{reasoning}</p>
        </details>
      )}
      {streaming && text === "" && reasoning === "" && (
        <p className="flex h-7 items-center gap-2 text-muted">
          <Spinner size={16} />
          {t("waiting")}
        </p>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the links inside are what is used; Enter on one arrives as a click */}
      <div onClick={onClick} className={streaming ? caret : undefined}>
        {text !== "" && (
          <Markdown
            text={text}
            streaming={streaming}
            citations={(number) => {
              const source = sources[number - 1];
              return source === undefined ? null : { title: source.title, href: `${prefix}${number}` };
            }}
          />
        )}
      </div>
    </>
  );
}
