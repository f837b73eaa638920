import { describe, expect, test } from "vitest";
import type { Block } from "../reading/blocks.ts";
import { blockJoint, cutPassages } from "./cut-passages.ts";

const sentence = (n: number) => `Sentence number ${n} tells of something that matters a little to somebody. `;
const prose = (sentences: number) =>
  Array.from({ length: sentences }, (_, n) => sentence(n))
    .join("")
    .trim();
const block = (text: string, heading: string | null = null, page: number | null = null): Block => ({
  text,
  heading,
  page,
  isHeading: false,
});
const heading = (text: string, under: string | null = null, page: number | null = null): Block => ({
  text,
  heading: under,
  page,
  isHeading: true,
});

const documents: Record<string, Block[]> = {
  nothing: [],
  "one word": [block("Word")],
  prose: [block(prose(60)), block(prose(3)), block(prose(25))],
  "headings only": [heading("A"), heading("B", "A"), heading("C", "A › B")],
  "a book": [
    heading("Book"),
    ...[1, 2, 3].flatMap((n) => [
      heading(`Part ${n}`, "Book", n),
      block(prose(4), `Book › Part ${n}`, n),
      heading("Detail", `Book › Part ${n}`, n),
      block(prose(20), `Book › Part ${n} › Detail`, n + 1),
    ]),
  ],
  "no white space": [block("x".repeat(9_999))],
  "no sentences": [block("word ".repeat(3_000).trim())],
  "characters of two units": [block("😀".repeat(4_000))],
  "a table": [block(Array.from({ length: 200 }, (_, n) => `Row ${n} | ${n},50 | some words`).join("\n"))],
};

describe.each(Object.entries(documents))("%s", (_, blocks) => {
  const text = blocks.map((one) => one.text).join(blockJoint);
  const passages = cutPassages(blocks);

  test("is covered without a gap, in order", () => {
    expect(passages.map((passage) => passage.text).join("")).toBe(text);
    passages.forEach((passage, ordinal) => {
      expect(passage.ordinal).toBe(ordinal);
      expect(passage.text).toBe(text.slice(passage.start, passage.end));
      expect(passage.text.isWellFormed()).toBe(true);
    });
  });

  test("is cut into pieces that are never too long", () => {
    for (const passage of passages) expect(passage.text.length).toBeLessThanOrEqual(1200);
  });
});

test("running text is cut at the ends of sentences into passages of like length", () => {
  const passages = cutPassages(documents.prose ?? []);
  for (const { text } of passages) {
    expect(text.length).toBeGreaterThanOrEqual(600);
    expect(text.trim()).toMatch(/^Sentence .*\.$/s);
  }
});

test("a passage stays under one heading of the first two levels, begins with it and tells it with its page", () => {
  const passages = cutPassages(documents["a book"] ?? []);
  for (const part of [1, 2, 3]) {
    const own = passages.filter((passage) => passage.heading?.startsWith(`Book › Part ${part}`));
    expect(own.length).toBeGreaterThan(1);
    expect(own[0]?.text).toMatch(part === 1 ? /^Book\n\nPart 1/ : new RegExp(`^Part ${part}`));
    expect(own[0]?.page).toBe(part);
    expect(own.at(-1)).toMatchObject({ page: part + 1, heading: `Book › Part ${part} › Detail` });
  }
  expect(passages.filter(({ text }) => /(?:Detail|Part \d)\s*$/.test(text))).toEqual([]);
});

test("a passage knows where its headings are", () => {
  const [first] = cutPassages(documents["a book"] ?? []);
  const named = first?.headings.map(({ start, end }) => first.text.slice(start, end).trim());
  expect(named?.slice(0, 2)).toEqual(["Book", "Part 1"]);
});

test("sections of a few words stand together", () => {
  const short = [1, 2, 3].flatMap((n) => [heading(`Part ${n}`), block(`Short ${n}.`, `Part ${n}`)]);
  expect(cutPassages(short)).toMatchObject([{ heading: null }]);
});

test("a passage that reaches over the end of a page tells where the next one begins", () => {
  const [passage] = cutPassages([
    block("The first page ends here.", null, 1),
    block("The second page goes on.", null, 2),
    block("It has two paragraphs.", null, 2),
  ]);
  expect(passage?.page).toBe(1);
  expect(passage?.turns).toEqual([{ at: passage?.text.indexOf("The second"), page: 2 }]);
});
