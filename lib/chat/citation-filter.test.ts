import { describe, expect, test } from "vitest";
import { CitationFilter, withoutCitations } from "./citation-filter.ts";

/** What is shown of a text with so many sources, and which of them are cited. */
function shown(text: string, sources: number) {
  const filter = new CitationFilter(sources);
  return { text: filter.push(text) + filter.end(), cited: filter.cited };
}

const texts: [what: string, text: string, shown: string][] = [
  ["a citation passes", "Up to 120 € [1].", "Up to 120 € [1]."],
  ["one of no source is dropped with the space before it", "Up to 120 € [9].", "Up to 120 €."],
  ["in the middle, one space stays", "first [9] second", "first second"],
  ["one that stands against the next word leaves the space", "first [9]second", "first second"],
  ["of several, those of sources stay", "so [1, 9] and so [7,8]", "so [1] and so"],
  ["two in a row are judged one by one", "so [9][1], so [1][9].", "so [1], so [1]."],
  ["zero is no source", "so [0].", "so."],
  ["at the end of the text", "so [4]", "so"],
  ["they are numbered as they are first cited", "b [3] a [1] b [3, 1, 2]", "b [1] a [2] b [1, 2, 3]"],
  ["twice the same is once", "so [2, 2]", "so [1]"],
  ["a link stays", "see [1](https://example.org) and [9](/x)", "see [1](https://example.org) and [9](/x)"],
  ["inline code stays", "`a[9]` and ``b`[8]`` but [7]", "`a[9]` and ``b`[8]`` but"],
  ["a block of code stays", "x\n```js\na[9]\n\n[8]\n```\nend [7].", "x\n```js\na[9]\n\n[8]\n```\nend."],
  [
    "so do one of tildes and one in a list",
    "~~~\n[9]\n~~~\n- ```\n  [9]\n  ```\n [9].",
    "~~~\n[9]\n~~~\n- ```\n  [9]\n  ```\n.",
  ],
  ["ticks within a block do not end it", "```\na ``` [9]\n```\n[8].", "```\na ``` [9]\n```\n."],
  ["a lone backtick is no code beyond its paragraph", "a ` b\n\nso [9].", "a ` b\n\nso."],
  ["what is struck through is no code", "~~x~~ [9].", "~~x~~."],
  ["an escaped bracket stays", "\\[9] and \\`[9]", "\\[9] and \\`"],
  [
    "years, words, boxes and footnotes stay",
    "[2024] [a] [ ] [x] [^1] [1-3] [] [1,] [,1]",
    "[2024] [a] [ ] [x] [^1] [1-3] [] [1,] [,1]",
  ],
  ["brackets within brackets", "[[1]] [[9]]", "[[1]] []"],
  ["what never ends is kept", "so [12", "so [12"],
  ["spaces stay as they are", "a  b   \n    c [", "a  b   \n    c ["],
];

describe("what is left of a text with three sources", () => {
  test.each(texts.map(([what, text, left]) => ({ what, text, left })))("$what", ({ text, left }) => {
    expect(shown(text, 3).text).toBe(left);
  });

  test("is the same wherever the stream is cut", () => {
    for (const [what, text, left] of texts) {
      for (let first = 0; first <= text.length; first += 1)
        for (let second = first; second <= text.length; second += 1) {
          const filter = new CitationFilter(3);
          const pieces = [text.slice(0, first), text.slice(first, second), text.slice(second)];
          expect(pieces.map((piece) => filter.push(piece)).join("") + filter.end(), what).toBe(left);
        }
    }
  });
});

test("what is cited is told in the order of the first citation", () => {
  expect(shown("b [3] a [1] b [3]", 3).cited).toEqual([2, 0]);
  expect(shown("`[1]` [2](x) [9]", 3).cited).toEqual([]);
});

test("no more is held back than could become a citation", () => {
  const filter = new CitationFilter(3);
  expect(filter.push("word")).toBe("word");
  expect(filter.push(" [1")).toBe("");
  expect(filter.push("2a")).toBe(" [12a");
  expect(filter.push("[1]")).toBe("");
  expect(filter.push(".")).toBe("[1].");
  let held = 0;
  for (let count = 0; count < 10_000; count += 1) {
    held += 1 - filter.push(count % 2 === 0 ? " " : "\t").length;
    expect(held).toBeLessThan(100);
  }
});

test("a million spaces, or beginnings of citations, are read in the time of a million letters", () => {
  const filter = new CitationFilter(3);
  const startedAt = performance.now();
  for (const piece of [" ", "[1,", "`", "[", "\\"]) for (let count = 0; count < 200_000; count += 1) filter.push(piece);
  expect(performance.now() - startedAt).toBeLessThan(20_000);
});

test("without sources every citation goes", () => {
  expect(withoutCitations("It says so [1], and [2, 3]; a[0] is `a[0]`.")).toBe("It says so, and; a is `a[0]`.");
});
