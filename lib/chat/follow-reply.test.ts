import { expect, test } from "vitest";
import { newSince } from "./follow-reply.ts";
import type { MessagePart } from "./schema.ts";

const text = (value: string): MessagePart => ({ type: "text", text: value });
const source: MessagePart = { type: "source", id: "1", title: "Help", href: "/help/chatting", quote: "…" };

test("only what was added is told again", () => {
  expect(newSince([], [text("one")])).toEqual([text("one")]);
  expect(newSince([text("one")], [text("one two")])).toEqual([text(" two")]);
  expect(newSince([text("one")], [text("one")])).toEqual([]);
  expect(newSince([source, text("a")], [source, text("ab"), text("c")])).toEqual([text("b"), text("c")]);
});
