import { describe, expect, test } from "vitest";
import { BlockList, readingBounds, TooLong } from "./blocks.ts";

const collected = (fill: (list: BlockList) => void) => {
  const list = new BlockList();
  fill(list);
  return list.blocks;
};

describe("blocks", () => {
  test("stand under the headings above them, until one of the same or a higher level", () => {
    const blocks = collected((list) => {
      list.text("before");
      list.heading(1, "A");
      list.heading(3, "A deep");
      list.text("one", 4);
      list.heading(2, "B");
      list.text("two");
      list.heading(1, "C");
    });
    expect(blocks).toEqual([
      { text: "before", heading: null, page: null, isHeading: false },
      { text: "A", heading: null, page: null, isHeading: true },
      { text: "A deep", heading: "A", page: null, isHeading: true },
      { text: "one", heading: "A › A deep", page: 4, isHeading: false },
      { text: "B", heading: "A", page: null, isHeading: true },
      { text: "two", heading: "A › B", page: null, isHeading: false },
      { text: "C", heading: null, page: null, isHeading: true },
    ]);
  });

  test("a heading that holds the joint of paths is still one heading", () => {
    const blocks = collected((list) => {
      list.heading(1, "Menü › Datei");
      list.text("Text");
    });
    expect(blocks.map(({ text, heading }) => [text, heading])).toEqual([
      ["Menü › Datei", null],
      ["Text", "Menü > Datei"],
    ]);
  });

  test("hold nothing that is not seen, no half characters, and one form of each letter", () => {
    const hidden = String.fromCodePoint(0xe0049, 0xe0067);
    const [block] = collected((list) =>
      list.text(`\0 U\u0308ber\u200b\u202ewacht${hidden}\ud800 \r\n\tund\u00ad so  \n\n`),
    );
    expect(block?.text).toBe(" Überwacht\ufffd\n\tund so");
  });

  test("are cut at lines or spaces where they are too long, and lose no letter", () => {
    const words = Array.from({ length: 9_000 }, (_, at) => `word${at}`);
    const byLines = collected((list) => list.text(words.join("\n")));
    expect(byLines.length).toBeGreaterThan(3);
    expect(byLines.every((block) => block.text.length <= readingBounds.blockCharacters)).toBe(true);
    expect(byLines.map((block) => block.text).join("\n")).toBe(words.join("\n"));
    expect(
      collected((list) => list.text(words.join(" ")))
        .map((block) => block.text)
        .join(" "),
    ).toBe(words.join(" "));
    const unbroken = "😀".repeat(readingBounds.blockCharacters);
    expect(
      collected((list) => list.text(`x${unbroken}`))
        .map((block) => block.text)
        .join(""),
    ).toBe(`x${unbroken}`);
  });

  test("a heading too long for one is a paragraph", () => {
    const [fits, tooLong] = collected((list) => {
      list.heading(1, "x".repeat(readingBounds.headingCharacters));
      list.heading(1, "y".repeat(readingBounds.headingCharacters + 1));
    });
    expect([fits?.isHeading, tooLong?.isHeading]).toEqual([true, false]);
  });

  test("more characters, blocks or headings than the bounds allow end the reading", () => {
    const { characters, blocks } = readingBounds;
    expect(() => collected((list) => list.text("x".repeat(characters)))).not.toThrow();
    expect(() => collected((list) => list.text("x".repeat(characters + 1)))).toThrow(TooLong);
    const many = (count: number) => () =>
      collected((list) => {
        for (let at = 0; at < count; at++) list.text("x");
      });
    expect(many(blocks)).not.toThrow();
    expect(many(blocks + 1)).toThrow(TooLong);
    const deep = () =>
      collected((list) => {
        for (let level = 1; level <= 9; level++) list.heading(level, "h".repeat(200));
        for (let at = 0; at < 4_000; at++) list.text("x");
      });
    expect(deep).toThrow(TooLong);
  });

  test("a megabyte of spaces within a line takes no time to speak of", () => {
    const started = performance.now();
    collected((list) => list.text(`a${" ".repeat(1_000_000)}b`));
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});
