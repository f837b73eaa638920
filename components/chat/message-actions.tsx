"use client";

import { useTranslations } from "use-intl/react";
import { IconButton } from "../ui/button.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import type { ListedMessage } from "./blocks.ts";
import { textOf } from "./conversation-state.ts";

/** What the messages of a list can ask for. The same object for the whole life of the list. */
export type MessageHandlers = {
  again: (questionId: string) => void;
  /** Begins to edit a message; null ends it. */
  edit: (messageId: string | null) => void;
  sendEdited: (message: ListedMessage, text: string) => void;
  switchTo: (messageId: string) => void;
  /** Shows the sources of a reply; `number` is the one that was asked for. */
  showSources: (messageId: string, number: number | null) => void;
};

type MessageActionsProps = {
  message: ListedMessage;
  handlers: MessageHandlers;
  /** A reply is being written: nothing that changes the branch can be done. */
  running: boolean;
};

/** What can be done with a message of one's own; beside its heading, in sight when one comes near. */
export function QuestionActions({ message, handlers, running }: MessageActionsProps) {
  const t = useTranslations("chat.message");
  const near =
    "opacity-0 transition-opacity group-hover/message:opacity-100 focus-within:opacity-100 coarse:opacity-100";
  return (
    <div className="flex items-center gap-0.5">
      {message.siblings.length > 1 && <Branches message={message} running={running} onSwitch={handlers.switchTo} />}
      <div className={`flex items-center gap-0.5 ${near}`}>
        <CopyButton size="sm" label={t("copy")} text={() => textOf(message)} className="text-muted!" />
        <IconButton
          icon="pencil"
          size="sm"
          label={t("edit")}
          disabled={running}
          onClick={() => handlers.edit(message.id)}
          className="text-muted!"
        />
      </div>
    </div>
  );
}

/** The row under a reply. */
export function ReplyActions({ message, handlers, running }: MessageActionsProps) {
  const t = useTranslations("chat.message");
  const { parentId, parts, siblings, state } = message;
  const sources = parts.filter((part) => part.type === "source").length;
  return (
    <div className="mt-1 -ms-1.5 flex min-h-control-sm flex-wrap items-center gap-x-0.5">
      {textOf(message) !== "" && (
        <CopyButton size="sm" label={t("copy")} text={() => textOf(message)} className="text-muted!" />
      )}
      {/* One that failed says so, with a button of its own. */}
      {parentId !== null && (state === "complete" || state === "stopped") && (
        <IconButton
          icon="refresh"
          size="sm"
          label={t("again")}
          disabled={running}
          onClick={() => handlers.again(parentId)}
          className="text-muted!"
        />
      )}
      {siblings.length > 1 && <Branches message={message} running={running} onSwitch={handlers.switchTo} />}
      {sources > 0 && (
        <button
          type="button"
          onClick={() => handlers.showSources(message.id, null)}
          className="h-control-sm rounded-md px-2 text-sm text-muted hover:bg-hover hover:text-text"
        >
          {t("sources", { count: sources })}
        </button>
      )}
    </div>
  );
}

type BranchesProps = { message: ListedMessage; running: boolean; onSwitch: (messageId: string) => void };

/** ◂ 2/3 ▸: the versions of this place in the conversation. */
function Branches({ message: { id, siblings }, running, onSwitch }: BranchesProps) {
  const t = useTranslations("chat.message");
  const at = siblings.indexOf(id);
  const before = siblings[at - 1];
  const after = siblings[at + 1];
  return (
    <div className="flex items-center text-muted">
      <IconButton
        icon="chevron-left"
        size="sm"
        label={t("earlierVersion")}
        disabled={running || before === undefined}
        onClick={() => before && onSwitch(before)}
        className="text-muted!"
      />
      <span className="text-sm figures">
        <span aria-hidden>
          {at + 1}/{siblings.length}
        </span>
        <span className="sr-only">{t("version", { number: at + 1, count: siblings.length })}</span>
      </span>
      <IconButton
        icon="chevron-right"
        size="sm"
        label={t("laterVersion")}
        disabled={running || after === undefined}
        onClick={() => after && onSwitch(after)}
        className="text-muted!"
      />
    </div>
  );
}
