import { expect, test } from "vitest";
import { blocksOf, type ListedMessage } from "./blocks.ts";

const message = (id: number): ListedMessage => ({
  id: String(id),
  key: String(id),
  parentId: null,
  author: "person",
  parts: [],
  state: "complete",
  failure: null,
  modelId: null,
  createdAt: "",
  siblings: [],
});
const messages = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => message(from + at));
const sizes = (blocks: ReturnType<typeof blocksOf>) => blocks.map((block) => block.messages.length);

test("a new message is added to the last block until it is full, and the others stay the same objects", () => {
  const many = messages(0, 25);
  const first = blocksOf(many, []);
  expect(sizes(first)).toEqual([10, 10, 5]);
  const second = blocksOf([...many, message(25)], first);
  expect(sizes(second)).toEqual([10, 10, 6]);
  expect(second[0]).toBe(first[0]);
  expect(second[1]).toBe(first[1]);
});

test("messages that come before move no edge", () => {
  const late = messages(40, 56);
  const first = blocksOf(late, []);
  const second = blocksOf([...messages(0, 40), ...late], first);
  expect(sizes(second)).toEqual([10, 10, 10, 10, 10, 6]);
  expect(second.slice(4)).toEqual(first);
  expect(second[4]).toBe(first[0]);
});

test("a message that changed makes its own block a new one, and no other", () => {
  const many = messages(0, 30);
  const first = blocksOf(many, []);
  const second = blocksOf(many.with(15, { ...message(15), state: "stopped" }), first);
  expect(second[0]).toBe(first[0]);
  expect(second[1]).not.toBe(first[1]);
  expect(second[2]).toBe(first[2]);
});

test("a branch that is cut off takes its blocks with it", () => {
  const many = messages(0, 30);
  const first = blocksOf(many, []);
  expect(sizes(blocksOf(many.slice(0, 12), first))).toEqual([10, 2]);
  expect(blocksOf([], first)).toEqual([]);
});
