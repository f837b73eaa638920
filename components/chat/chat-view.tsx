"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ConversationLine, MessageWindow } from "#lib/chat/schema.ts";
import type { Attached } from "#lib/documents/schema.ts";
import { useShortcut } from "../ui/use-shortcut.ts";
import type { ListedMessage } from "./blocks.ts";
import { ChatHeader } from "./chat-header.tsx";
import { Composer, type ComposerHandle } from "./composer.tsx";
import { EmptyChat } from "./empty-chat.tsx";
import type { MessageHandlers } from "./message-actions.tsx";
import type { MessageList, MessageListHandle } from "./message-list.tsx";
import { ModelPicker, type OfferedModel } from "./model-picker.tsx";
import type { ReplyEnd } from "./reply-events.ts";
import { type Source, SourcesPanel } from "./sources-panel.tsx";
import { TroubleNotice } from "./trouble-notice.tsx";
import { useDock } from "./use-dock.tsx";
import { useFileDrop } from "./use-file-drop.ts";
import { useLatest } from "./use-latest.ts";
import { useModelName } from "./use-model-name.ts";
import { useReply } from "./use-reply.ts";
import { useWorkspace } from "./workspace-context.ts";

/** A conversation that exists, as the server knows it. */
type ShownConversation = { line: ConversationLine; attached: Attached; modelId: string };

type ChatViewProps = {
  conversation: ShownConversation | null;
  window: MessageWindow;
  /** At least one: the librarian is always there. */
  models: readonly [OfferedModel, ...OfferedModel[]];
  /** Characters a message may have. */
  most: number;
  /** What shows the messages: there from the start, or fetched when there are some. */
  List: typeof MessageList;
  /** A conversation has begun here. */
  onBegin?: (conversationId: string) => void;
};

export function ChatView({ conversation, window: first, models, most, List, onBegin }: ChatViewProps) {
  const t = useTranslations("chat");
  const { person, lines, adopt } = useWorkspace();
  const [id, setId] = useState(conversation?.line.id ?? null);
  const [modelId, setModelId] = useState(conversation?.modelId ?? models[0].id);
  const [editing, setEditing] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ messageId: string; number: number | null; times: number } | null>(null);
  const [told, setTold] = useState("");
  const composer = useRef<ComposerHandle>(null);
  const list = useRef<MessageListHandle>(null);

  const dock = useDock(
    id,
    conversation?.attached ?? null,
    useLatest(() => composer.current?.focus()),
  );
  const { grounding } = dock;

  const reply = useReply({
    conversationId: id,
    window: first,
    onAccepted: useLatest((storedIn: string) => {
      composer.current?.stored(storedIn);
      dock.taken();
      if (id !== null) return;
      setId(storedIn);
      // Next's router follows; the page, and the reply that is coming into it, stay.
      window.history.replaceState(null, "", `/chat/${storedIn}`);
      onBegin?.(storedIn);
    }),
    onUnsent: useLatest((text: string) => composer.current?.restore(text)),
    onEnd: useLatest((state: ReplyEnd["state"]) => {
      setTold(t(`told.${state}`));
      // What is found in the library makes the conversation as confidential as itself.
      if (grounding.isWhole) dock.refresh();
    }),
  });
  const { state, link, running, trouble } = reply;
  const chosen = models.find((model) => model.id === modelId) ?? models[0];
  const modelName = useModelName(models);
  const nameOf = useLatest(modelName);
  const line = lines.find((each) => each.id === id) ?? conversation?.line ?? null;

  const dropping = useFileDrop(dock.add, dock.near);
  // Somewhere else it got a stricter label than this page knows.
  const isBarred = trouble?.code === "model-not-trusted";
  useEffect(() => {
    if (isBarred) dock.refresh();
  }, [isBarred, dock.refresh]);

  useEffect(() => {
    if (conversation !== null) adopt(conversation.line);
  }, [conversation, adopt]);
  const title = line?.title;
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · ConvoSphere`;
  }, [title]);

  const send = (text: string, parentId: string | null, model = chosen.id) => {
    setEditing(null);
    setTold(t("told.sent"));
    reply.send(text, parentId, model, grounding);
    list.current?.toEnd();
  };
  const sendNext = (text: string, model = chosen.id) => send(text, state.messages.at(-1)?.id ?? null, model);

  const handlers: MessageHandlers = {
    again: useLatest((questionId: string) => {
      setTold(t("told.sent"));
      reply.again(questionId, chosen.id);
      list.current?.toEnd();
    }),
    edit: useLatest((messageId: string | null) => {
      setEditing(messageId);
      if (messageId === null) composer.current?.focus();
    }),
    sendEdited: useLatest((message: ListedMessage, text: string) => send(text, message.parentId)),
    switchTo: useLatest((messageId: string) => {
      const here = state.messages.find((message) => message.siblings.includes(messageId));
      void reply.switchTo(messageId, () => list.current?.hold(here?.parentId ?? null));
    }),
    showSources: useLatest((messageId: string, number: number | null) =>
      setAsked((before) => ({ messageId, number, times: (before?.times ?? 0) + 1 })),
    ),
  };
  const { again, edit, sendEdited, switchTo, showSources } = handlers;
  const stable = useMemo(
    () => ({ again, edit, sendEdited, switchTo, showSources }),
    [again, edit, sendEdited, switchTo, showSources],
  );

  useShortcut("/", () => composer.current?.focus());
  useShortcut("shift+/", () => composer.current?.focus()); // where the slash is on the seven
  useShortcut("escape", () => {
    // Escape belongs to what is open first: a menu, a drawer, a dialog.
    if (!running || document.querySelector(":popover-open, dialog[open]") !== null) return false;
    void reply.stop();
    return true;
  });

  const barrier = () => t("documents.barred", { model: modelName(chosen.id), label: t(`label.${grounding.label}`) });
  const hold = !chosen.receives.includes(grounding.label)
    ? { text: barrier(), isWrong: true }
    : grounding.uploading > 0
      ? { text: t("documents.hold"), isWrong: false }
      : null;
  const cited = sourcesOf(state.messages, asked?.messageId ?? null);
  return (
    <div className="flex min-h-0 flex-1">
      <main id="content" tabIndex={-1} className="relative flex min-h-0 min-w-0 flex-1 flex-col">
        <ChatHeader
          line={line}
          label={grounding.label}
          model={<ModelPicker models={models} chosen={chosen} label={grounding.label} onChoose={setModelId} />}
        />
        {state.messages.length === 0 ? (
          <EmptyChat
            models={models}
            onAsk={(text) => {
              setModelId("librarian");
              sendNext(text, "librarian");
            }}
          />
        ) : (
          <List
            ref={list}
            state={state}
            earlier={reply.earlier}
            onEarlier={reply.loadEarlier}
            nameOf={nameOf}
            handlers={stable}
            {...{ running, editing, most }}
          />
        )}
        <p role="status" className="sr-only">
          {told}
        </p>
        <div className="mx-auto w-full max-w-3xl px-3 pb-3 wide:px-4 wide:pb-4">
          {link === "broken" && (
            <p role="status" className="pb-2 text-sm text-muted">
              {t("trouble.reconnecting")}
            </p>
          )}
          {trouble !== null && (
            <TroubleNotice trouble={trouble} onRetry={() => void reply.reread()} onDismiss={reply.dismiss} />
          )}
          {dock.element}
          <Composer
            ref={composer}
            accountId={person.id}
            conversationId={id}
            most={most}
            running={running}
            note={t(`note.${chosen.zone}`)}
            hold={hold}
            onSend={sendNext}
            onStop={reply.stop}
            onFiles={dock.add}
            onLibrary={dock.openLibrary}
            onNear={dock.near}
          />
        </div>
        {dropping && (
          <p className="pointer-events-none absolute inset-2 z-20 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-canvas/95 text-lg font-medium">
            {t("documents.drop")}
          </p>
        )}
      </main>
      {cited !== null && (
        <SourcesPanel
          messageId={cited.messageId}
          sources={cited.sources}
          marked={asked?.messageId === cited.messageId ? asked.number : null}
          asked={asked?.times ?? 0}
        />
      )}
    </div>
  );
}

/** The sources of the reply that was asked about, else of the latest reply that has some; null when none has. */
function sourcesOf(messages: readonly ListedMessage[], wanted: string | null) {
  const has = (message: ListedMessage) => message.parts.some((part) => part.type === "source");
  const message = messages.find(({ id }) => id === wanted) ?? messages.findLast(has);
  const sources = message?.parts.filter((part): part is Source => part.type === "source") ?? [];
  return message === undefined || sources.length === 0 ? null : { messageId: message.id, sources };
}
