import { expect, test } from "vitest";
import { rovingIndex } from "./roving.ts";

test("arrow keys go round at both ends", () => {
  expect(rovingIndex("ArrowDown", 2, 3)).toBe(0);
  expect(rovingIndex("ArrowUp", 0, 3)).toBe(2);
  expect(rovingIndex("ArrowDown", 0, 3)).toBe(1);
});

test("with nothing focused yet, down enters at the top and up at the bottom", () => {
  expect(rovingIndex("ArrowDown", -1, 3)).toBe(0);
  expect(rovingIndex("ArrowUp", -1, 3)).toBe(2);
});

test("Home and End reach the ends; other keys and empty lists move nothing", () => {
  expect(rovingIndex("Home", 2, 3)).toBe(0);
  expect(rovingIndex("End", 0, 3)).toBe(2);
  expect(rovingIndex("a", 0, 3)).toBeNull();
  expect(rovingIndex("ArrowDown", -1, 0)).toBeNull();
});
