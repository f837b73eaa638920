import { describe, expect, test } from "vitest";
import { type Block, BlockReader } from "./blocks.ts";
import { html, words } from "./render-for-test.tsx";
import { sample } from "./sample-for-test.ts";

/** Its clock stands still, so it reads every delta however slow the machine. */
const aReader = () => new BlockReader(false, () => 0);
const shown = (text: string) => html({ text, streaming: true });
const reading = (text: string) => words(shown(text));

describe("a construct that has half arrived looks like what it is going to be", () => {
  test("an open code fence renders as code while streaming", () => {
    const markup = shown("```python\nx = 1\ny");
    expect(markup).toContain('<span class="code-language">python</span>');
    expect(markup).toContain('<code class="hljs">x = 1\ny</code>');
  });

  test("the beginning of a closing fence is not code", () => {
    for (const end of ["\n`", "\n``", "\n```"])
      expect(shown(`\`\`\`\nx${end}`)).toContain('<code class="hljs">x</code>');
  });

  test("the name of a language appears at once or not at all", () => {
    expect(shown("```py")).toContain('<span class="code-language">Code</span>');
    expect(shown("```py\n")).toContain('<span class="code-language">py</span>');
  });

  test.each([
    ["**bo", "<strong>bo</strong>"],
    ["**bold ", "<strong>bold</strong>"],
    ["**bold*", "<strong>bold</strong>"],
    ["a *it", "<em>it</em>"],
    ["***both", "<em><strong>both</strong></em>"],
    ["**a *b", "<strong>a <em>b</em></strong>"],
    ["~~go", "<del>go</del>"],
    ["`co", "<code>co</code>"],
    ["``a`b", "<code>a`b</code>"],
    ["- **item", "<li><strong>item</strong></li>"],
    ["| **a", '<th scope="col" dir="auto"><strong>a</strong></th>'],
  ])("%j", (text, expected) => {
    expect(shown(text)).toContain(expected);
  });

  test.each([
    ["see **", "see "],
    ["see [", "see "],
    ["see [1", "see "],
    ["see [the pol", "see the pol"],
    ["see [the policy](https://exam", "see the policy"],
    ["see ![a map](https://exam", "see a map"],
    ["text\n-", "text"],
    ["text\n--", "text"],
    ["text\n=", "text"],
    ["text\n#", "text"],
    ["text\n1.", "text"],
    ["text\n`", "text"],
    ["- [ ", ""],
    ["- [x]", ""],
    ["5 * 3 is a_b_c", "5 * 3 is a_b_c"],
  ])("%j reads %j", (text, expected) => {
    expect(reading(text).trimEnd()).toBe(expected.trimEnd());
  });

  test("a table is one from its first row on", () => {
    for (const text of [
      "| a | b",
      "| a | b |",
      "| a | b |\n|",
      "| a | b |\n|--",
      "| a | b |\n|---|---",
      "Text:\n| a | b |",
    ]) {
      expect(shown(text)).toMatch(/<th [^>]*>a<\/th><th [^>]*>b<\/th>/);
      expect(reading(text).replace("Text:", "")).toBe("ab");
    }
  });

  test("an open formula shows its source, and is not handed to the renderer", () => {
    for (const text of ["$$ x^2", "$$\nx^2\n", "$$x^2$", "\\[ x^2"]) {
      expect(shown(text)).toContain('<code class="math math-display math-source">x^2</code>');
    }
    for (const text of ["a \\(x^2", "a $x^2", "a $x^2 "])
      expect(shown(text)).toContain('a <code class="math math-source">x^2</code>');
  });

  test("a lone star far behind does not turn a whole paragraph into italics", () => {
    expect(shown(`5 *x ${"word ".repeat(80)}`)).not.toContain("<em>");
  });
});

describe("a reply that streams", () => {
  test.each(sample.split("\n\n").map((part) => [part.slice(0, 30), part]))(
    "never shows a raw delimiter: %j …",
    (_, part) => {
      for (let end = 1; end <= part.length; end++) {
        const read = words(shown(part.slice(0, end)).replace(/<code class="(?:hljs|math[^"]*)">.*?<\/code>/gs, ""));
        expect(read, part.slice(0, end)).not.toMatch(/\*|~~|`|\]\(|\||\$\$|\\|^#|\[ ?[x\]]?(?!\d)|---/m);
      }
    },
  );

  test("never changes what a block is once it is shown", () => {
    const reader = aReader();
    const kinds = new Map<number, string>();
    for (let end = 1; end <= sample.length; end++) {
      for (const { start, token } of reader.read(sample.slice(0, end), true)) {
        const before = kinds.get(start);
        if (before !== undefined) expect(token.type, sample.slice(start, end)).toBe(before);
        kinds.set(start, token.type);
      }
    }
  });

  test.each([1, 7, 20, 333])("ends as if it had come at once, in steps of %i", (step) => {
    const reader = aReader();
    for (let end = step; end < sample.length; end += step) reader.read(sample.slice(0, end), true);
    const whole = aReader().read(sample, false);
    expect(plain(reader.read(sample, true))).toEqual(plain(whole));
    expect(plain(reader.read(sample, false))).toEqual(plain(whole));
  });

  test("settled blocks keep their React identity while the tail streams", () => {
    const reader = aReader();
    const text = sample.repeat(3);
    let before: readonly Block[] = [];
    for (let end = 1; end <= text.length; end += 5) {
      const blocks = reader.read(text.slice(0, end), true);
      // All but the last two: of those, a heading's `#` may yet become a word of the paragraph before it.
      for (const [index, block] of before.slice(0, -2).entries()) expect(blocks[index]).toBe(block);
      before = blocks;
    }
    const finished = reader.read(text, false);
    expect(finished.filter((block, index) => block === before[index]).length).toBeGreaterThan(before.length * 0.8);
  });

  test("a definition that arrives late makes the references before it links", () => {
    const reader = aReader();
    const start = "See [the policy].\n\nOne.\n\nTwo.\n\n";
    reader.read(start, true);
    const text = `${start}[the policy]: https://example.org\n\nThree.\n\nFour.\n\nFive.`;
    const [first] = reader.read(text, true);
    expect(JSON.stringify(first?.token)).toContain("https://example.org");
  });

  test("another text in its place starts over", () => {
    const reader = aReader();
    reader.read("# one\n\ntwo\n\nthree\n\nfour", true);
    expect(plain(reader.read("other", true))).toEqual([[0, "paragraph", "other"]]);
  });

  test("a carriage return ends a line like any other line end", () => {
    expect(plain(aReader().read("# a\r\n\r\nb\rc", false))).toEqual([
      [0, "heading", "# a"],
      [5, "paragraph", "b\nc"],
    ]);
  });

  test("at the end of a 100 KB message, twenty more characters cost under 4 ms", () => {
    const text = sample.repeat(Math.ceil(100_000 / sample.length));
    const reader = aReader();
    for (let end = 500; end < text.length - 4_000; end += 500) reader.read(text.slice(0, end), true);
    const before = process.cpuUsage();
    for (let end = text.length - 4_000; end < text.length; end += 20) reader.read(text.slice(0, end), true);
    expect(process.cpuUsage(before).user / 1_000 / 200).toBeLessThan(4);
  });

  test("a text that is slow to read is read less often, and never left unread", () => {
    let now = 0;
    const reader = new BlockReader(false, () => (now += 10)); // each look at the clock costs 10 ms
    reader.read("a", true);
    expect(plain(reader.read("ab", true))).toEqual([[0, "paragraph", "a"]]);
    expect(reader.dueIn()).toBeGreaterThan(0);
    now += 80;
    expect(plain(reader.read("abc", true))).toEqual([[0, "paragraph", "abc"]]);
    expect(reader.dueIn()).toBeNull();
    expect(plain(reader.read("abcd", false))).toEqual([[0, "paragraph", "abcd"]]);
  });
});

function plain(blocks: readonly Block[]) {
  return blocks.map(({ start, raw, token }) => [start, token.type, raw]);
}
