import { describe, expect, test } from "vitest";
import { corpus, hostileMarkdown } from "#tests/fixtures/text/corpora.ts";
import { BlockReader } from "./blocks.ts";
import { highlight } from "./highlighter.tsx";
import { renderMath } from "./math-renderer.ts";
import { html, violations, words } from "./render-for-test.tsx";

const sources = (index: number) => ({ title: `<b>"'${index}`, href: index === 1 ? "javascript:alert(1)" : "/help/x" });

/** Everything outside the allowlist that appears when `text` is shown, whole and as a stream. */
function escapes(text: string): string[] {
  const found = violations(html({ text, citations: sources }));
  for (let end = 7; end < text.length; end += 7) {
    found.push(...violations(html({ text: text.slice(0, end), citations: sources, streaming: true })));
  }
  return found;
}

const corpora = [
  ["our own collection", hostileMarkdown()],
  ["Big List of Naughty Strings", corpus("blns")],
  ["OWASP filter evasion", corpus("owasp-xss-filter-evasion.payloads")],
] as const;

describe.each(corpora)("%s", { timeout: 60_000 }, (_, entries) => {
  test.skipIf(entries.length === 0)(
    "nothing of it becomes an element, an attribute or a target outside the lists, whole or at every seventh character",
    () => {
      for (const entry of entries) expect(escapes(entry), entry).toEqual([]);
    },
  );

  test.skipIf(entries.length === 0)("as code and as a formula, once the renderers are there, neither", () => {
    for (const entry of entries) {
      for (const language of ["html", "js", "markdown"]) {
        const code = html({ children: <div>{highlight(entry, language)}</div> });
        expect(violations(code), entry).toEqual([]);
        expect(words(code)).toBe(html2text(entry));
      }
      expect(
        violations(html({ children: <div>{renderMath(entry.replace(/^\$+|\$+$/g, ""), true)}</div> })),
        entry,
      ).toEqual([]);
    }
  });
});

/** React writes a carriage return and a NUL as the HTML rules ask; nothing else of a text changes. */
function html2text(text: string): string {
  return words(html({ children: <div>{text}</div> }));
}

describe("the checker itself", () => {
  test.each([
    "<img/>",
    '<p style="x">a</p>',
    '<p onclick="x">a</p>',
    '<p id="x">a</p>',
    '<a href="javascript:x">a</a>',
    '<a href="//x">a</a>',
    '<a href="/api/x">a</a>',
    "a < b",
    '<p class="a>b">a</p>',
  ])("finds %s", (markup) => {
    expect(violations(markup)).not.toEqual([]);
  });
});

/** Without its bounds, each of these texts takes the lexer from five seconds to minutes. */
const IN_TIME = 2_500;

/** CPU milliseconds, so that a busy machine does not fail the test. */
function cost(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1_000;
}

describe("a text written to be slow", { timeout: 60_000 }, () => {
  const length = 30_000;
  const repeated = [
    ...[
      "*",
      "_a ",
      "*a**b",
      "*a_b~c`d[",
      "**a *b ",
      "a_b*",
      "[",
      "![",
      "[a](b",
      "[[a]",
      "]`[",
      "[a][b",
      "`a ",
      "<",
      "<a ",
      "<!--",
    ],
    ...[
      "<a href='",
      "\\",
      "&#x",
      "$a ",
      "$",
      "\n$$",
      "\\[\n",
      "\\(",
      "www._",
      "http://- ]*",
      "a@",
      "aaaa=",
      "}=",
      '("]**- *',
    ],
    ...[
      ">",
      "> ",
      "> > a\n",
      ">>>>>>>>>>a\nb\n",
      "- ",
      "* * * a\n",
      "1. ",
      "- a\n",
      "- a\nb\n",
      "+ a|b\n*",
      "\n> + \n    1) ",
      "\n> ```\n\\",
    ],
    ...[
      "a\n-|-\n",
      "a|b\n-\n",
      "a|b\n-|-|-\n",
      "|a\n|-\nx\n",
      "[a]: b\n",
      "[a]:\n",
      "a\n=",
      "b\n__\n> ",
      "- b\n-->",
      "\t",
      " ",
      " \n",
    ],
  ].map((unit) => unit.repeat(Math.ceil(length / unit.length)));
  const shaped = [
    `${"[".repeat(length / 2)}${"]".repeat(length / 2)}`,
    `${"[a](b".repeat(length / 5)})`,
    `${"- ".repeat(length / 4)}${"b\n".repeat(length / 4)}`,
    `http://${"www.".repeat(length / 8)}${"'".repeat(length / 2)}`,
    `${"|a".repeat(length / 4)}\n${"|-".repeat(length / 4)}\n${"a\n".repeat(length / 4)}`,
    `[x]: /${"y".repeat(length / 2)}\n\n${"[x]".repeat(length / 6)}`,
    Array.from({ length: 300 }, (_, depth) => `${">".repeat(depth)}a`).join("\n"),
    Array.from({ length: 20 }, (_, depth) => `${">".repeat(20 - depth)}a\n`)
      .join("")
      .repeat(20),
    Array.from({ length: 200 }, (_, depth) => `${" ".repeat(2 * depth)}- a`).join("\n"),
    Array.from({ length: 300 }, (_, ticks) => "`".repeat(ticks + 1)).join(" "),
  ];

  test.each([...repeated, ...shaped].map((text) => [text.slice(0, 16), text]))("%j … is read in time", (_, text) => {
    expect(cost(() => new BlockReader(false).read(text, false))).toBeLessThan(IN_TIME);
    expect(cost(() => new BlockReader(false).read(text, true))).toBeLessThan(IN_TIME);
  });

  test("nesting has an end: quotes, lists, emphasis and brackets without bound do not exhaust the stack", () => {
    for (const unit of [">", "> ", "- ", "1. ", "*a ", "**a ", "[", "![", "[a](", "~~a "]) {
      const markup = html({ text: unit.repeat(5_000) });
      const depth = Math.max(
        0,
        ...[...markup.matchAll(/(?:<(?:blockquote|ul|ol|li|em|strong|del|a)[^>]*>)+/g)].map(
          ([run]) => run.split("<").length,
        ),
      );
      expect(depth).toBeLessThan(60);
    }
  });

  test("a few characters cannot ask for a million cells or for megabytes of links", () => {
    const table = `${"|a".repeat(2_000)}|\n${"|-".repeat(2_000)}|\n${"a\n".repeat(2_000)}`;
    expect(html({ text: table }).length).toBeLessThan(20 * table.length);
    const links = `[x]: https://example.org/${"y".repeat(1_900)}\n\n${"[x] ".repeat(2_000)}`;
    expect(html({ text: links }).length).toBeLessThan(100 * links.length);
  });

  test("text made at random is read in time and never throws", () => {
    const random = sequence(7);
    for (let round = 0; round < 150; round++) {
      let unit = "";
      for (let parts = 1 + random(6); parts > 0; parts--) unit += fragments[random(fragments.length)];
      const text = unit.repeat(1 + Math.floor(4_000 / unit.length));
      expect(
        cost(() => new BlockReader(false).read(text, true)),
        unit,
      ).toBeLessThan(IN_TIME);
      expect(
        cost(() => new BlockReader(false).read(text, false)),
        unit,
      ).toBeLessThan(IN_TIME);
    }
  });
});

const fragments =
  "* ** _ __ ~~ ` `` ``` [ ] ( ) ![ ]( < > <!-- --> </ & &#x \\ \\( \\) \\[ \\] $ $$ | |-| --- === # a ab http:// www. @ x@y.z [1] : ' \" ~~~ é 😀 { } ^"
    .split(" ")
    .concat([" ", "\n", "\n\n", "    ", "\t", "- ", "1. ", "> ", "\n- ", "\n> ", "[a]: b\n", "a|b\n", "<p>", "<pre>"]);

/** Numbers below a bound, the same in every run. */
function sequence(seed: number): (bound: number) => number {
  let state = seed;
  return (bound) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

describe("ordinary long text", { timeout: 60_000 }, () => {
  test.each([
    [
      "prose",
      "Lorem **ipsum** dolor sit `amet`, consectetur [adipiscing](https://example.org) elit, sed *do* eiusmod. "
        .repeat(12)
        .concat("\n\n"),
    ],
    ["a tight list", "- first **item** of a list with `code`\n"],
    ["a loose list", "1. first **item** of a list\n\n   with more\n\n"],
    ["a table", "| 1 **b** | `2` |\n"],
    ["quotes", "> a **quoted** line\n> and another\n\n"],
  ])("190 KB of %s stays formatted", (_, unit) => {
    const head = unit.startsWith("|") ? "| a | b |\n|---|---|\n" : "";
    const text = head + unit.repeat(Math.floor(190_000 / unit.length));
    const blocks = new BlockReader(false).read(text, false);
    expect(blocks.every(({ token }) => token.type !== "plain")).toBe(true);
    const bold = JSON.stringify(blocks).match(/"type":"strong"/g)?.length ?? 0;
    expect(bold).toBe(text.match(/\*\*/g)!.length / 2);
  });
});
