import type { MessagePart, MessageWindow, ShownMessage } from "#lib/chat/schema.ts";
import { type Block, blocksOf, type ListedMessage } from "./blocks.ts";
import { lengthOf, type ReplyEnd, type ReplyStart } from "./reply-events.ts";

/** What is shown of a conversation: an unbroken stretch of one branch that ends in its leaf, oldest first. */
export type ConversationState = {
  messages: readonly ListedMessage[];
  blocks: readonly Block[];
  /** Whether more precede the first one. */
  earlier: boolean;
  /** While the server has not accepted what was asked: what to go back to if it refuses. */
  before: Pick<ConversationState, "messages" | "earlier"> | null;
};

export type ConversationAction =
  /** Shown at once: a message (or with `text` null, none) under `parentId`, and a reply that has not begun. `at`: ISO time. */
  | { type: "asked"; parentId: string | null; text: string | null; modelId: string; at: string }
  | { type: "refused" }
  | { type: "began"; start: ReplyStart }
  | { type: "progressed"; messageId: string; parts: MessagePart[] }
  | { type: "ended"; messageId: string; end: ReplyEnd }
  | { type: "window-read"; window: MessageWindow }
  | { type: "earlier-read"; before: string; window: MessageWindow };

/** Ids that stand in until the server has given its own. */
export const pending = { question: "pending-question", reply: "pending-reply" } as const;

export function initialConversation(window: MessageWindow): ConversationState {
  const messages = window.messages.map(listed);
  return { messages, blocks: blocksOf(messages, []), earlier: window.earlier, before: null };
}

export function conversationReducer(state: ConversationState, action: ConversationAction): ConversationState {
  switch (action.type) {
    case "asked":
      return asked(state, action);
    case "refused":
      return state.before === null
        ? state
        : { ...withMessages(state, state.before.messages), earlier: state.before.earlier, before: null };
    case "began":
      return { ...withMessages(state, begun(state.messages, action.start)), before: null };
    case "progressed":
      return withReply(state, action.messageId, (reply) =>
        // A reply that is resumed comes again from its beginning: what is shown stays until it has caught up.
        lengthOf(action.parts) < lengthOf(reply.parts) ? reply : { ...reply, parts: action.parts },
      );
    case "ended":
      return withReply(state, action.messageId, (reply) => ({ ...reply, ...action.end }));
    case "window-read":
      return withWindow(state, action.window);
    case "earlier-read": {
      if (state.messages[0]?.id !== action.before) return state;
      const messages = [...action.window.messages.map(listed), ...state.messages];
      return { ...withMessages(state, messages), earlier: action.window.earlier };
    }
  }
}

/** The reply that is being written at the end of the branch, or null. */
export function runningReply(state: ConversationState): ListedMessage | null {
  const last = state.messages.at(-1);
  return last?.state === "streaming" ? last : null;
}

/** All text of a message, as copying and editing want it. */
export function textOf(message: Pick<ShownMessage, "parts">): string {
  return message.parts.flatMap((part) => (part.type === "text" ? part.text : [])).join("");
}

const listed = (message: ShownMessage): ListedMessage => ({ ...message, key: message.id });

function withMessages(state: ConversationState, messages: readonly ListedMessage[]): ConversationState {
  return { ...state, messages, blocks: blocksOf(messages, state.blocks) };
}

function withReply(
  state: ConversationState,
  messageId: string,
  change: (reply: ListedMessage) => ListedMessage,
): ConversationState {
  const at = state.messages.findLastIndex((message) => message.id === messageId);
  const reply = state.messages[at];
  if (reply === undefined) return state; // it is being written in a branch that is not shown
  const changed = change(reply);
  return changed === reply ? state : withMessages(state, state.messages.with(at, changed));
}

function asked(
  state: ConversationState,
  { parentId, text, modelId, at }: Extract<ConversationAction, { type: "asked" }>,
): ConversationState {
  const place = parentId === null ? -1 : state.messages.findIndex((message) => message.id === parentId);
  const kept = state.messages.slice(0, place + 1);
  const siblings = state.messages[place + 1]?.siblings ?? [];
  const common = { failure: null, createdAt: at };
  const added: ListedMessage[] = [];
  if (text !== null)
    added.push({
      ...common,
      id: pending.question,
      key: `question ${at}`,
      parentId,
      author: "person",
      parts: [{ type: "text", text }],
      state: "complete",
      modelId: null,
      siblings: [...siblings, pending.question],
    });
  added.push({
    ...common,
    id: pending.reply,
    key: `reply ${at}`,
    parentId: text === null ? parentId : pending.question,
    author: "model",
    parts: [],
    state: "streaming",
    modelId,
    siblings: text === null ? [...siblings, pending.reply] : [pending.reply],
  });
  const { messages, earlier } = state;
  return { ...withMessages(state, [...kept, ...added]), earlier: place >= 0 && earlier, before: { messages, earlier } };
}

function begun(
  messages: readonly ListedMessage[],
  { messageId, parentId, modelId }: ReplyStart,
): readonly ListedMessage[] {
  const named = (id: string) => (id === pending.reply ? messageId : id === pending.question ? parentId : id);
  if (messages.at(-1)?.id === pending.reply)
    return messages.map((message) =>
      // All of its siblings change with it, but none of them is in the list.
      message.id === pending.reply || message.id === pending.question
        ? {
            ...message,
            id: named(message.id),
            parentId: message.parentId && named(message.parentId),
            siblings: message.siblings.map(named),
          }
        : message,
    );
  const known = messages.findLastIndex((message) => message.id === messageId);
  const reply = messages[known];
  if (reply !== undefined)
    return reply.state === "streaming" ? messages : messages.with(known, { ...reply, state: "streaming" });
  if (messages.at(-1)?.id !== parentId) return messages;
  const createdAt = messages.at(-1)?.createdAt ?? "";
  return [
    ...messages,
    listed({
      id: messageId,
      parentId,
      author: "model",
      parts: [],
      state: "streaming",
      failure: null,
      modelId,
      createdAt,
      siblings: [messageId],
    }),
  ];
}

/** The window as it was just read, behind what was loaded before it where the two meet. */
function withWindow(state: ConversationState, window: MessageWindow): ConversationState {
  const known = new Map(state.messages.map((message) => [message.id, message]));
  const fresh = window.messages.map((message) => {
    const shown = known.get(message.id);
    return shown !== undefined && same(shown, message) ? shown : { ...message, key: shown?.key ?? message.id };
  });
  const first = window.messages[0];
  const meet = first === undefined ? -1 : state.messages.findIndex((message) => message.id === first.id);
  const kept = meet > 0 ? state.messages.slice(0, meet) : [];
  return {
    ...withMessages(state, [...kept, ...fresh]),
    earlier: meet > 0 ? state.earlier : window.earlier,
    before: null,
  };
}

function same(a: ShownMessage, b: ShownMessage): boolean {
  return (
    a.state === b.state &&
    a.failure === b.failure &&
    a.parentId === b.parentId &&
    a.siblings.length === b.siblings.length &&
    a.parts.length === b.parts.length &&
    lengthOf(a.parts) === lengthOf(b.parts)
  );
}
