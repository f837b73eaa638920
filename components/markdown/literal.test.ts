import { expect, test } from "vitest";
import { literal } from "#lib/models/librarian/literal.ts";
import { corpus, hostileMarkdown } from "#tests/fixtures/text/corpora.ts";
import { html, words } from "./render-for-test.tsx";

const source = () => ({ title: "a source", href: "/help/x" });

/** What is drawn of a quotation, without its quote and its lines. An address may become a link to itself, as in any text. */
function drawn(quoted: string): string {
  const markup = html({ text: literal(quoted).replace(/^/gm, "> "), citations: source });
  return markup.replace(/<\/?(?:div|blockquote|p|br)\b[^>]*>/g, "").replace(ADDRESS, "$1");
}
const ADDRESS = /<a class="external" href="[^"]*" target="_blank" rel="[^"]*">([^<]*)<\/a>/g;
/** An address that might be taken for another one, and where it really leads. */
const DECEPTIVE = /<a class="external"[^>]*>[^<]*<bdi class="link-host"[^>]*>[^<]*<\/bdi><\/a>/g;

test.each([
  "[1] and [2, 3]",
  "[click](https://attacker.example) ![pixel](https://attacker.example/x.png)",
  "[click][leak]",
  "[leak]: https://attacker.example",
  "\\[x^2\\] and \\(y\\) and $a^2$ and $$b$$",
  "*bold* __bold__ ~~struck~~ `code` ``x``",
  "# Heading",
  "- item",
  "1. item",
  "1) item",
  "> quote",
  "a | b",
  "<b>bold</b> <script>alert(1)</script> <!-- x -->",
  "&lt;b&gt; &#91;1&#93; &amp; & R&D",
  "back\\slash \\* \\",
  "---",
  "===",
  "***",
  "~~~",
  "```",
  "- [ ] task",
  "    indented",
  "_a_ a_b_c",
])("%j in a document is shown as it stands there, and as nothing else", (quoted) => {
  const markup = drawn(quoted);
  expect(words(markup).trim()).toBe(quoted.trim());
  expect(markup).not.toMatch(/<[a-z]/);
});

test("neither does anything hostile", () => {
  for (const entry of [...hostileMarkdown(), ...corpus("blns")]) {
    expect(drawn(entry).replace(DECEPTIVE, ""), entry).not.toMatch(/<[a-z]/);
  }
});
