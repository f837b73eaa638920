import { Lexer, type MarkedToken, type Token, type Tokens } from "marked";
import { BlockList } from "./blocks.ts";
import { decodeText, paragraphs } from "./extract-text.ts";

const MAX_DEPTH = 10; // marked's work on quotes within quotes doubles with each level
const MAX_INLINE = 10_000; // characters of one paragraph whose emphasis and links are looked for
const MAX_DELIMITERS = 500;
const MAX_CELLS = 200_000;
const TOO_DEEP = /^(?:[ \t]*(?:>|(?:[*+-]|\d{1,9}[.)])(?=[ \t]))){11}/m;

/** Headings, paragraphs, lists, code and tables; HTML is text like any other. What marked cannot read is plain text. */
export function extractMarkdown(bytes: Uint8Array): BlockList {
  const text = decodeText(bytes).replace(/\r\n?/g, "\n");
  if (TOO_DEEP.test(text)) return paragraphs(text);
  const list = new BlockList();
  const { head, body } = frontMatter(text);
  list.text(head);
  for (const part of parts(body)) {
    const tokens = lex(part);
    if (tokens === null) for (const block of paragraphs(part).blocks) list.text(block.text);
    else addBlocks(list, tokens, 0);
  }
  return list;
}

/** What some programs write at the top between two lines of dashes: `title: …`. */
function frontMatter(text: string): { head: string; body: string } {
  const match = /^---\n([\s\S]{0,5000}?)\n---\n/.exec(text);
  return match ? { head: match[1] ?? "", body: text.slice(match[0].length) } : { head: "", body: text };
}

const PART = 32_000;

/**
 * The text in parts that end at an empty line outside of fenced code: marked's work on a hostile text grows with the
 * square of its length.
 */
function* parts(text: string): Generator<string> {
  let part: string[] = [];
  let length = 0;
  let fence: string | null = null;
  for (const line of text.split("\n")) {
    part.push(line);
    length += line.length + 1;
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined && fence === null) fence = mark;
    else if (mark !== undefined && fence !== null && mark.startsWith(fence)) fence = null;
    const mayEnd = line.trim() === "" && fence === null;
    if ((mayEnd && length > PART / 4) || length > PART) {
      yield part.join("\n");
      part = [];
      length = 0;
    }
  }
  yield part.join("\n");
}

/** The blocks of a part; the emphasis within them is read later, and only where it is short. */
function lex(text: string): Token[] | null {
  if (tableCells(text) > MAX_CELLS) return null;
  try {
    return new Lexer({ gfm: true }).blockTokens(text, []);
  } catch {
    return null; // An exhausted stack, or a case marked stumbles over.
  }
}

/** At most as many cells as marked would make: it fills every row up to the columns of the head. */
function tableCells(text: string): number {
  const lines = text.split("\n");
  const rules = lines.filter((line) => /^ {0,3}[|:-][|: -]*$/.test(line));
  return lines.length * Math.max(0, ...rules.map((line) => line.split("|").length));
}

function addBlocks(list: BlockList, tokens: readonly Token[], depth: number): void {
  for (const token of tokens as MarkedToken[]) {
    if (token.type === "heading") list.heading(token.depth, inlineText(token.text));
    else if (token.type === "blockquote" && depth < MAX_DEPTH) addBlocks(list, token.tokens, depth + 1);
    else list.text(blockText(token, depth));
  }
}

function blockText(token: MarkedToken, depth: number): string {
  switch (token.type) {
    case "space":
    case "hr":
    case "def":
      return "";
    case "paragraph":
    case "text":
    case "heading":
      return inlineText(token.text);
    case "code":
      return token.text;
    case "list":
      return listText(token, depth);
    case "table":
      return [token.header, ...token.rows].map(tableRow).join("\n");
    default:
      return token.raw;
  }
}

function tableRow(cells: readonly Tokens.TableCell[]): string {
  return cells.map((cell) => inlineText(cell.text).replace(/\s+/g, " ")).join(" | ");
}

function listText(list: Tokens.List, depth: number): string {
  if (depth >= MAX_DEPTH) return list.raw;
  const first = list.start === "" ? 1 : list.start;
  return list.items
    .map((item, index) => {
      const mark = list.ordered ? `${first + index}.` : "-";
      const box = item.task ? (item.checked ? "[x] " : "[ ] ") : "";
      const content = item.tokens.filter((token) => token.type !== "checkbox");
      const text = content.map((token) => blockText(token as MarkedToken, depth + 1)).filter(Boolean);
      return `${mark} ${box}${text.join("\n").replaceAll("\n", "\n  ")}`;
    })
    .join("\n");
}

/** What is read of a text with emphasis, links and images: the words. Where a link leads to is not read. */
function inlineText(source: string): string {
  if (source.length > MAX_INLINE || (source.match(/[*_~[`<]/g)?.length ?? 0) > MAX_DELIMITERS) return source;
  try {
    return words(Lexer.lexInline(source, { gfm: true }));
  } catch {
    return source;
  }
}

function words(tokens: readonly Token[]): string {
  let text = "";
  for (const token of tokens as MarkedToken[]) {
    if (token.type === "br") text += "\n";
    else if ("tokens" in token && token.tokens) text += words(token.tokens);
    else if (token.type === "text") text += resolveEntities(token.text);
    else text += "text" in token ? token.text : token.raw;
  }
  return text;
}

const named: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  nbsp: " ",
  ndash: "–",
  mdash: "—",
  hellip: "…",
  auml: "ä",
  ouml: "ö",
  uuml: "ü",
  Auml: "Ä",
  Ouml: "Ö",
  Uuml: "Ü",
  szlig: "ß",
  euro: "€",
};

function resolveEntities(text: string): string {
  if (!text.includes("&")) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = Number.parseInt(decimal ?? hex, decimal === undefined ? 16 : 10);
    return code > 0x10ffff ? whole : String.fromCodePoint(code);
  });
}
