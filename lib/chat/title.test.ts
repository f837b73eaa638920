import { expect, test } from "vitest";
import { titleFrom } from "./title.ts";

test("a short message is its own title, without marks of Markdown and line breaks", () => {
  expect(titleFrom("# Hello\n\n**world**")).toBe("Hello world");
});

test("a long one is cut at a word, a very long word anywhere", () => {
  expect(titleFrom("one two three four five six seven eight nine ten eleven twelve thirteen")).toBe(
    "one two three four five six seven eight nine ten eleven…",
  );
  expect([...titleFrom("x".repeat(100))]).toHaveLength(61);
});

test("an emoji is never cut in half, and a message of marks alone still has a title", () => {
  expect(titleFrom("👩‍👩‍👧‍👦".repeat(30))).not.toContain("\ufffd");
  expect(titleFrom("***")).toBe("…");
});
