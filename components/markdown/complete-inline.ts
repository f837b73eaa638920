import { dollarMath, UNFINISHED } from "./math-syntax.ts";

type Open = { char: string; length: number; at: number };

// A lone `*` or `[` far behind is a character, not something about to be closed.
const MAX_DISTANCE = 300;
const MAX_OPEN = 32;
const WORD = /[\p{L}\p{N}]/u;

/**
 * Closes what is still open at the end of one run of inline Markdown, for display while it streams:
 * `**bo` becomes `**bo**`, `[text](https://exa` becomes `text`, and a delimiter with nothing after it is held back.
 */
export function completeInline(text: string): string {
  const open: Open[] = [];
  const brackets: number[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at] ?? "";
    switch (char) {
      case "\\": {
        const end = skipEscape(text, at);
        if (end === null) return close(text.slice(0, at), open);
        if (typeof end === "string") return close(end, []);
        at = end;
        break;
      }
      case "`": {
        const length = runLength(text, at);
        const end = closingBackticks(text, at + length, length);
        if (end === -1) return close(unfinishedCode(text, at, length), open);
        at = end;
        break;
      }
      case "$": {
        const end = skipDollars(text, at);
        if (typeof end === "string") return close(end, []);
        at = end;
        break;
      }
      case "[":
        brackets.push(at++);
        break;
      case "]": {
        const start = brackets.pop();
        if (start === undefined) {
          at++;
          break;
        }
        const end = linkEnd(text, start, at);
        if (end === -1) return close(holdBracket(unlink(text, start, at, open), brackets), open);
        at = end;
        break;
      }
      case "*":
      case "_":
      case "~": {
        const length = runLength(text, at);
        if (at + length === text.length && !closes(open, char, length)) {
          // A first half of a closing run, an opener of nothing, or (`snake_`) part of a word.
          const part = open.at(-1)?.char === char;
          if (char !== "_" || part || !WORD.test(text[at - 1] ?? "")) return close(text.slice(0, at), open);
        }
        delimiter(text, at, length, open);
        at += length;
        break;
      }
      default:
        at++;
    }
  }
  return close(holdBracket(text, brackets), open);
}

function runLength(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) end++;
  return end - at;
}

/** Behind an escape or a formula in `\(…\)`, `\[…\]`; the completed text if that formula is open; null at the end. */
function skipEscape(text: string, at: number): number | string | null {
  const next = text[at + 1];
  if (next === undefined) return null;
  const closer = next === "(" ? "\\)" : next === "[" ? "\\]" : null;
  if (closer === null) return at + 2;
  const end = text.indexOf(closer, at + 2);
  if (end !== -1) return end + 2;
  return unfinishedMath(text, at, closer);
}

function skipDollars(text: string, at: number): number | string {
  if (text[at + 1] !== "$") return skipSingleDollar(text, at);
  const end = text.indexOf("$$", at + 2);
  return end === -1 ? unfinishedMath(text, at, "$$") : end + 2;
}

function skipSingleDollar(text: string, at: number): number | string {
  const before = text[at - 1] ?? "";
  const formula = dollarMath(text.slice(at), before);
  if (formula !== null) return at + formula.length;
  if (text.length - at > MAX_DISTANCE) return at + 1;
  // Only what is unmistakably TeX: a price, a variable of a shell or a lone dollar stay text.
  const inside = text
    .slice(at + 1)
    .replace(/\\$/, "")
    .trimEnd();
  const completed = `$${inside}${UNFINISHED}$`;
  const isFormula = /[\\^]/.test(inside) && dollarMath(completed, before) === completed;
  return isFormula ? text.slice(0, at) + completed : at + 1;
}

function unfinishedMath(text: string, at: number, closer: string): string {
  const inside = text.slice(at + 2).replace(/[$\\]$/, "");
  return inside.trim() === "" ? text.slice(0, at) : `${text.slice(0, at + 2)}${inside}${UNFINISHED}${closer}`;
}

function closingBackticks(text: string, from: number, length: number): number {
  for (let at = text.indexOf("`", from); at !== -1; at = text.indexOf("`", at)) {
    const run = runLength(text, at);
    at += run;
    if (run === length) return at;
  }
  return -1;
}

function unfinishedCode(text: string, at: number, length: number): string {
  const ticks = "`".repeat(length);
  const inside = text.slice(at + length).replace(/`+$/, "");
  return inside.trim() === "" ? text.slice(0, at) : `${text.slice(0, at)}${ticks}${inside.trimEnd()}${ticks}`;
}

/** Behind the link whose text ends at `at`, behind the bracket if it is none, -1 if the link is unfinished. */
function linkEnd(text: string, start: number, at: number): number {
  const label = text.slice(start + 1, at);
  if (at + 1 === text.length) return /^(?:[\d, ]*|[xX])$/.test(label) ? at + 1 : -1;
  if (text[at + 1] !== "(") return at + 1;
  let depth = 0;
  for (let i = at + 1; i < text.length; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "(") depth++;
    else if (text[i] === ")" && --depth === 0) return i + 1;
  }
  return -1;
}

/** Only the text of an unfinished link (or picture) is shown, as text. */
function unlink(text: string, start: number, at: number, open: readonly Open[]): string {
  const cut = text[start - 1] === "!" ? start - 1 : start;
  for (const entry of open) if (entry.at > start) entry.at -= start + 1 - cut;
  return text.slice(0, cut) + text.slice(start + 1, at);
}

/** A bracket that just opened may become a link or a citation: it waits, its text does not. */
function holdBracket(text: string, brackets: readonly number[]): string {
  const start = brackets.at(-1);
  if (start === undefined || text.length - start > MAX_DISTANCE) return text;
  const label = text.slice(start + 1);
  const before = text.slice(0, text[start - 1] === "!" ? start - 1 : start);
  return /^(?:[\d, ]*|[xX])$/.test(label) ? before : before + label;
}

function closes(open: readonly Open[], char: string, length: number): boolean {
  const top = open.at(-1);
  return top !== undefined && top.char === char && length >= top.length;
}

/** Opens or closes emphasis as CommonMark's flanking rules do, without its rule of three. */
function delimiter(text: string, at: number, length: number, open: Open[]): void {
  const char = text[at] ?? "";
  const before = text[at - 1] ?? " ";
  const after = text[at + length] ?? " ";
  const inWord = char === "_" && WORD.test(before) && WORD.test(after);
  if (inWord || (char === "~" && length !== 2)) return;
  let left = length;
  while (left > 0 && !/\s/.test(before)) {
    const match = open.findLastIndex((entry) => entry.char === char);
    const entry = open[match];
    if (entry === undefined) break;
    const used = Math.min(left, entry.length);
    entry.length -= used;
    left -= used;
    open.length = entry.length === 0 ? match : match + 1;
  }
  if (left > 0 && !/\s/.test(after) && !(char === "_" && WORD.test(before))) {
    open.push({ char, length: left, at });
    if (open.length > MAX_OPEN) open.shift();
  }
}

function close(text: string, open: readonly Open[]): string {
  let shown = text;
  for (const entry of open.toReversed()) {
    if (entry.length === 1 && shown.length - entry.at > MAX_DISTANCE) continue;
    const trimmed = shown.trimEnd();
    // Nothing inside yet: the opener itself waits.
    shown =
      trimmed.length <= entry.at + entry.length
        ? trimmed.slice(0, entry.at)
        : trimmed + entry.char.repeat(entry.length);
  }
  return shown;
}
