import { expect, test } from "vitest";
import { sentencesOf } from "./sentences.ts";

const cut = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end).trim());

test.each([
  ["One. Two! Three?", ["One.", "Two!", "Three?"]],
  ["He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]],
  ["Am 31. März 2026 endet es. Danach nicht.", ["Am 31. März 2026 endet es.", "Danach nicht."]],
  ["Es sind 24. Das genügt.", ["Es sind 24.", "Das genügt."]],
  ["Geräte, z. B. Drucker, bzw. Kopierer.", ["Geräte, z. B. Drucker, bzw. Kopierer."]],
  ["Ask Dr. Nobody, e.g. on Monday. Fine.", ["Ask Dr. Nobody, e.g. on Monday.", "Fine."]],
  ["Version 3.2 costs 1.980,00 Euro. Gut.", ["Version 3.2 costs 1.980,00 Euro.", "Gut."]],
  ["- first\n- second\n- third", ["- first", "- second", "- third"]],
  ["1. Open it. Wait.\n2. Close it.", ["1. Open it.", "Wait.", "2. Close it."]],
  ["a | b\nc | d", ["a | b", "c | d"]],
  ["", []],
])("%o", (text, sentences) => {
  expect(cut(text)).toEqual(sentences);
});

test("lines of a wrapped paragraph are one text, short lines are not", () => {
  const wrapped =
    "This line goes on until the paper ends and then a\nsecond one follows it, which is nearly as long as\nthe first. Then";
  expect(cut(wrapped)).toHaveLength(2);
  expect(cut("Valve 12\nPump 14\nBelt 16")).toHaveLength(3);
});

test("a text of any kind is covered, in time that grows no faster than it", () => {
  for (const piece of ["a. ", ". ", "1. A ", "\n", " ", "A.\n", "x | y\n", "!?"]) {
    const text = piece.repeat(50_000);
    const from = performance.now();
    expect(cut(text).length).toBeGreaterThan(0);
    expect(sentencesOf(text).at(-1)?.end).toBe(text.length);
    expect(performance.now() - from, JSON.stringify(piece)).toBeLessThan(2_000);
  }
});
