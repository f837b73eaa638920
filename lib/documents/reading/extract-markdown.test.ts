import { describe, expect, test } from "vitest";
import { extractMarkdown } from "./extract-markdown.ts";

const read = (text: string) => extractMarkdown(Buffer.from(text)).blocks;
const texts = (text: string) => read(text).map((block) => block.text);

describe("Markdown", () => {
  test("headings make the path that everything below them stands under", () => {
    expect(read("# Betrieb\n\nÜber\n===\n\n### Fein\n\nText")).toEqual([
      { text: "Betrieb", heading: null, page: null, isHeading: true },
      { text: "Über", heading: null, page: null, isHeading: true },
      { text: "Fein", heading: "Über", page: null, isHeading: true },
      { text: "Text", heading: "Über › Fein", page: null, isHeading: false },
    ]);
  });

  test("emphasis, links and images are their words", () => {
    expect(
      texts("Ein **fetter** [Ver*weis*](https://example.org) mit `code`, ![einem Bild](x.png) &amp; &#8364; \\*so\\*"),
    ).toEqual(["Ein fetter Verweis mit code, einem Bild & € *so*"]);
  });

  test("lists keep their marks and levels, tables their rows, code its lines", () => {
    expect(texts("1. eins\n2. zwei\n   - innen\n\n* [x] getan")).toEqual([
      "1. eins\n2. zwei\n  - innen",
      "- [x] getan",
    ]);
    expect(texts("| a | **b** |\n|---|---|\n| 1 | x \\| y |")).toEqual(["a | b\n1 | x | y"]);
    expect(texts("```js\nif (a) {\n\n  # b\n}\n```")).toEqual(["if (a) {\n\n  # b\n}"]);
    expect(texts("> quoted\n> more\n>\n> - item")).toEqual(["quoted\nmore", "- item"]);
  });

  test("HTML is text like any other", () => {
    expect(texts('<script>alert(1)</script>\n\nx <img src=y onerror="z"> <b>bold</b>')).toEqual([
      "<script>alert(1)</script>",
      'x <img src=y onerror="z"> <b>bold</b>',
    ]);
  });

  test("what stands at the top between dashes is a paragraph, and no heading", () => {
    expect(read("---\ntitle: Plan\nowner: Büro\n---\n# Eins")).toMatchObject([
      { text: "title: Plan\nowner: Büro", isHeading: false },
      { text: "Eins", isHeading: true },
    ]);
  });

  test("a long document is read as a whole, though in parts", () => {
    const sections = Array.from(
      { length: 3_000 },
      (_, at) => `## S ${at}\n\n\`\`\`\ncode ${at}\n\n# no heading\n\`\`\`\n\n- a\n- b ${at}`,
    );
    const blocks = read(sections.join("\n\n"));
    expect(blocks.filter((block) => block.isHeading)).toHaveLength(3_000);
    expect(blocks).toHaveLength(9_000);
    expect(blocks.at(-1)).toMatchObject({ text: "- a\n- b 2999", heading: "S 2999" });
  });

  test.each([
    ["quotes within quotes", ">".repeat(50_000)],
    ["lists within lists", "- ".repeat(20_000)],
    ["lists deeper by each line", Array.from({ length: 2_000 }, (_, at) => `${"  ".repeat(at)}- x`).join("\n")],
    ["open brackets", "[".repeat(200_000)],
    ["stars", "*a ".repeat(200_000)],
    ["underscores and stars", "*_".repeat(100_000)],
    ["back quotes", Array.from({ length: 800 }, (_, at) => "`".repeat(at)).join(" ")],
    ["a table of a thousand columns", `|${"a|".repeat(1_000)}\n|${"-|".repeat(1_000)}\n${"|\n".repeat(2_000)}`],
    ["angles", "<a ".repeat(100_000)],
    ["pipes and lines", "a | b\n".repeat(100_000)],
    ["a definition referred to", `[a]: ${"x".repeat(10_000)}\n\n${"[a] ".repeat(20_000)}`],
    ["entities", "&#x10ffff;&#9999999;&amp".repeat(10_000)],
  ])("%s neither stop nor slow the reading", (_name, hostile) => {
    const started = performance.now();
    try {
      extractMarkdown(Buffer.from(`before\n\n${hostile}`));
    } catch (error) {
      expect((error as Error).constructor.name).toBe("TooLong");
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
