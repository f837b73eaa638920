import { describe, expect, test } from "vitest";
import type { ShownMessage } from "#lib/chat/schema.ts";
import {
  type ConversationAction,
  type ConversationState,
  conversationReducer,
  initialConversation,
  pending,
  runningReply,
  textOf,
} from "./conversation-state.ts";

const said = (id: string, parentId: string | null, more: Partial<ShownMessage> = {}): ShownMessage => ({
  id,
  parentId,
  author: id.startsWith("q") ? "person" : "model",
  parts: [{ type: "text", text: `text of ${id}` }],
  state: "complete",
  failure: null,
  modelId: id.startsWith("q") ? null : "m",
  createdAt: "2026-11-22T10:00:00.000Z",
  siblings: [id],
  ...more,
});

const branch = [said("q1", null), said("a1", "q1"), said("q2", "a1"), said("a2", "q2")];
const opened = initialConversation({ messages: branch, earlier: true });
const at = "2026-11-22T11:00:00.000Z";
const after = (state: ConversationState, ...actions: ConversationAction[]) =>
  actions.reduce(conversationReducer, state);
const ids = (state: ConversationState) => state.messages.map(({ id }) => id);
const start = { messageId: "a3", conversationId: "c", parentId: "q3", modelId: "m" };
const ask: ConversationAction = { type: "asked", parentId: "a2", text: "More?", modelId: "m", at };

describe("asking", () => {
  test("shows the question and an empty reply at once", () => {
    const state = after(opened, ask);
    expect(ids(state)).toEqual(["q1", "a1", "q2", "a2", pending.question, pending.reply]);
    expect(runningReply(state)).toMatchObject({ id: pending.reply, parts: [], modelId: "m" });
  });

  test("takes the server's ids without losing the keys under which the list knows the messages", () => {
    const sent = after(opened, ask);
    const begun = after(sent, { type: "began", start });
    expect(ids(begun)).toEqual(["q1", "a1", "q2", "a2", "q3", "a3"]);
    expect(begun.messages.map(({ key }) => key)).toEqual(sent.messages.map(({ key }) => key));
    expect(begun.messages.slice(-2)).toMatchObject([
      { parentId: "a2", siblings: ["q3"] },
      { parentId: "q3", siblings: ["a3"] },
    ]);
  });

  test("goes back to exactly what was when the server refuses", () => {
    const state = after(opened, ask, { type: "refused" });
    expect(state.messages).toBe(opened.messages);
    expect(state).toEqual(opened);
  });

  test("a refusal after the reply began takes nothing away", () => {
    const begun = after(opened, ask, { type: "began", start });
    expect(after(begun, { type: "refused" })).toBe(begun);
  });

  test("again puts a reply beside the old one and hides what followed it", () => {
    const state = after(
      opened,
      { type: "asked", parentId: "q1", text: null, modelId: "m", at },
      { type: "began", start: { ...start, parentId: "q1" } },
    );
    expect(ids(state)).toEqual(["q1", "a3"]);
    expect(state.messages[1]?.siblings).toEqual(["a1", "a3"]);
  });

  test("editing the first message begins a branch of its own, before which there is nothing", () => {
    const state = after(
      opened,
      { type: "asked", parentId: null, text: "New", modelId: "m", at },
      { type: "began", start },
    );
    expect(ids(state)).toEqual(["q3", "a3"]);
    expect(state.earlier).toBe(false);
    expect(state.messages[0]?.siblings).toEqual(["q1", "q3"]);
  });
});

describe("a reply", () => {
  const begun = after(opened, ask, { type: "began", start });
  const text = (value: string) => [{ type: "text" as const, text: value }];

  test("grows and ends, and only its own block changes", () => {
    const long = initialConversation({
      messages: [...Array.from({ length: 20 }, (_, n) => said(`q0${n}`, null)), ...branch],
      earlier: false,
    });
    const writing = after(long, ask, { type: "began", start });
    const grown = after(
      writing,
      { type: "progressed", messageId: "a3", parts: text("Hel") },
      { type: "progressed", messageId: "a3", parts: text("Hello") },
    );
    const ended = after(grown, { type: "ended", messageId: "a3", end: { state: "stopped", failure: null } });
    expect(ended.messages.at(-1)).toMatchObject({ parts: text("Hello"), state: "stopped" });
    expect(runningReply(ended)).toBeNull();
    expect(ended.blocks[0]).toBe(writing.blocks[0]);
    expect(ended.blocks[1]).toBe(writing.blocks[1]);
  });

  test("that is resumed does not flicker: what is shown stays until the replay has caught up", () => {
    const shown = after(begun, { type: "progressed", messageId: "a3", parts: text("Hello") }, { type: "began", start });
    const behind = after(shown, { type: "progressed", messageId: "a3", parts: text("Hel") });
    expect(textOf(behind.messages.at(-1) ?? { parts: [] })).toBe("Hello");
    const ahead = after(behind, { type: "progressed", messageId: "a3", parts: text("Hello, you") });
    expect(textOf(ahead.messages.at(-1) ?? { parts: [] })).toBe("Hello, you");
  });

  test("that another tab asked for joins the end of the branch it answers", () => {
    const state = after(initialConversation({ messages: [...branch, said("q3", "a2")], earlier: false }), {
      type: "began",
      start,
    });
    expect(state.messages.at(-1)).toMatchObject({ id: "a3", state: "streaming", parts: [] });
  });

  test("that is written in a branch that is not shown changes nothing", () => {
    const state = after(
      opened,
      { type: "began", start },
      { type: "progressed", messageId: "a3", parts: text("x") },
      { type: "ended", messageId: "a3", end: { state: "complete", failure: null } },
    );
    expect(state.messages).toBe(opened.messages);
  });
});

describe("a window that was read", () => {
  const earlier = [said("q-1", null), said("a-1", "q-1")];
  const long = after(opened, { type: "earlier-read", before: "q1", window: { messages: earlier, earlier: false } });

  test("from before goes in front, once, and only where it belongs", () => {
    expect(ids(long)).toEqual(["q-1", "a-1", "q1", "a1", "q2", "a2"]);
    expect(long.earlier).toBe(false);
    expect(after(long, { type: "earlier-read", before: "q1", window: { messages: earlier, earlier: false } })).toBe(
      long,
    );
  });

  test("again keeps what was loaded before it, and every message that did not change", () => {
    const window = { messages: [...branch.slice(2), said("q3", "a2"), said("a3", "q3")], earlier: true };
    const state = after(long, { type: "window-read", window });
    expect(ids(state)).toEqual(["q-1", "a-1", "q1", "a1", "q2", "a2", "q3", "a3"]);
    expect(state.earlier).toBe(false);
    expect(state.messages[3]).toBe(long.messages[3]);
    expect(state.messages[5]).toBe(long.messages[5]);
  });

  test("of another branch replaces what follows the fork", () => {
    const fork = { ...said("q2b", "a1"), siblings: ["q2", "q2b"] };
    const state = after(long, {
      type: "window-read",
      window: { messages: [...branch.slice(0, 2), fork, said("a2b", "q2b")], earlier: true },
    });
    expect(ids(state)).toEqual(["q-1", "a-1", "q1", "a1", "q2b", "a2b"]);
  });

  test("that does not meet what is shown replaces it whole", () => {
    const state = after(long, {
      type: "window-read",
      window: { messages: [said("q9", "a8"), said("a9", "q9")], earlier: true },
    });
    expect(ids(state)).toEqual(["q9", "a9"]);
    expect(state.earlier).toBe(true);
  });

  test("tells how a reply ended while nobody listened", () => {
    const writing = initialConversation({
      messages: [...branch.slice(0, 3), said("a2", "q2", { state: "streaming" })],
      earlier: true,
    });
    const state = after(writing, {
      type: "window-read",
      window: { messages: [...branch.slice(0, 3), said("a2", "q2", { state: "interrupted" })], earlier: true },
    });
    expect(runningReply(state)).toBeNull();
    expect(state.messages.at(-1)?.state).toBe("interrupted");
  });
});
