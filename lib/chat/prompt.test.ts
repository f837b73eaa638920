import { expect, test } from "vitest";
import type { Turn } from "#lib/models/stream.ts";
import { fitting } from "./prompt.ts";

const user = (text: string): Turn => ({ role: "user", text });
const assistant = (text: string): Turn => ({ role: "assistant", text });

test("the last turns that fit are kept, the oldest go first", () => {
  const turns = [user("aaaa"), assistant("bbbb"), user("cccc"), assistant("dddd"), user("eeee")];
  expect(fitting(turns, 20)).toEqual(turns);
  expect(fitting(turns, 12)).toEqual(turns.slice(2));
});

test("an answer is not kept without its question", () => {
  expect(fitting([user("aaaa"), assistant("bbbb"), user("cccc")], 8)).toEqual([user("cccc")]);
});

test("the last turn goes out however long it is: the model's server says that it is too long", () => {
  expect(fitting([user("a"), assistant("b"), user("c".repeat(100))], 10)).toEqual([user("c".repeat(100))]);
});

test("an answer that never came is left out", () => {
  expect(fitting([user("a"), assistant(""), user("b")], 100)).toEqual([user("a"), user("b")]);
});
