import { expect, test } from "vitest";
import { collectReply } from "./collect-reply.ts";
import type { ConversationAction } from "./conversation-state.ts";
import type { ReplyEvent } from "./reply-events.ts";

const start: ReplyEvent = { type: "start", messageId: "m2", conversationId: "c1", parentId: "m1", modelId: "m" };
const text = (value: string): ReplyEvent => ({ type: "part", part: { type: "text", text: value } });
const end: ReplyEvent = { type: "end", state: "complete", failure: null };

function collecting() {
  const actions: ConversationAction[] = [];
  const frames = new Map<number, () => void>();
  let handles = 0;
  const take = collectReply(
    (action) => actions.push(action),
    (work) => frames.set(++handles, work) && handles,
    (handle) => void frames.delete(handle),
  );
  const frame = () => {
    const due = [...frames.values()];
    frames.clear();
    for (const work of due) work();
  };
  return { actions, take, frame, frames };
}

const shown = (actions: ConversationAction[]) =>
  actions.flatMap((action) => (action.type === "progressed" ? [action.parts] : []));

test("however many tokens come between two frames, they are shown once", () => {
  const { actions, take, frame } = collecting();
  for (const event of [start, text("a"), text("b"), text("c")]) take(event);
  expect(shown(actions)).toEqual([]);
  frame();
  take(text("d"));
  frame();
  expect(shown(actions)).toEqual([[{ type: "text", text: "abc" }], [{ type: "text", text: "abcd" }]]);
});

test("the end shows what was still waiting, before it ends the reply, without waiting for a frame", () => {
  const { actions, take, frames } = collecting();
  for (const event of [start, text("all"), end]) take(event);
  expect(actions.map(({ type }) => type)).toEqual(["began", "progressed", "ended"]);
  expect(shown(actions)).toEqual([[{ type: "text", text: "all" }]]);
  expect(frames.size).toBe(0);
});

test("a reply that comes again from its beginning is not shown twice", () => {
  const { actions, take, frame } = collecting();
  for (const event of [start, text("Hel"), start, text("Hel"), text("lo")]) take(event);
  frame();
  expect(shown(actions)).toEqual([[{ type: "text", text: "Hello" }]]);
});
