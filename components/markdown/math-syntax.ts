import type { TokenizerExtensionFunction } from "marked";

/** What the lexer makes of `$…$`, `$$…$$`, `\(…\)` and `\[…\]`. */
export type MathToken = { type: "math"; raw: string; text: string; display: boolean };

/** Ends the source of a formula that is still being streamed (word joiner: draws nothing). */
export const UNFINISHED = "\u2060";

// A closer is looked for this far only, so a text full of lone openers stays linear.
const MAX_INLINE = 1_000;
const MAX_DISPLAY = 10_000;

/**
 * `$…$` as pandoc reads it: no space inside the dollars, nothing of a word or number after the closing one.
 * The content is one line without further dollars.
 */
const DOLLARS = /^\$(?![\s$])((?:\\[^\n]|[^$\\\n]){0,999}?(?:\\[^\n]|[^\s$\\]))\$(?![\p{L}\p{N}$])/u;
/** "$5 to 10$", "$20 more": an amount and then words, not a formula. */
const AMOUNT = /^\d[\d.,]*\s*[kKmMbB]?(?:\s+\p{L}{2,}|\s*[-–/]\s*$)/u;
const WORD_BEFORE = /[\p{L}\p{N}$\\]$/u;

/** The formula of single dollars that starts `src`, or null. */
export function dollarMath(src: string, before: string): string | null {
  if (WORD_BEFORE.test(before)) return null;
  const match = DOLLARS.exec(src.length > MAX_INLINE ? src.slice(0, MAX_INLINE + 2) : src);
  return match?.[1] === undefined || AMOUNT.test(match[1]) ? null : match[0];
}

function enclosed(src: string, open: string, close: string, max: number): string | null {
  if (!src.startsWith(open)) return null;
  const window = src.slice(0, max);
  const end = window.indexOf(close, open.length);
  if (end === -1) return null;
  const inside = window.slice(open.length, end);
  // A blank line ends a paragraph in Markdown and is an error in TeX.
  return inside.trim() === "" || /\n[ \t]*\n/.test(inside) ? null : inside;
}

function math(raw: string, text: string, display: boolean): MathToken {
  return { type: "math", raw, text: text.trim(), display };
}

export const inlineMath: TokenizerExtensionFunction = (src, tokens) => {
  const first = src.charCodeAt(0);
  if (first === 0x5c) {
    const round = enclosed(src, "\\(", "\\)", MAX_INLINE);
    if (round !== null) return math(src.slice(0, round.length + 4), round, false);
    const square = enclosed(src, "\\[", "\\]", MAX_DISPLAY);
    // `\[text\](…)` is how Markdown writes a link that should not be one.
    return square === null || src[square.length + 4] === "("
      ? undefined
      : math(src.slice(0, square.length + 4), square, true);
  }
  if (first !== 0x24) return undefined;
  const double = enclosed(src, "$$", "$$", MAX_DISPLAY);
  if (double !== null) return math(src.slice(0, double.length + 4), double, true);
  const single = dollarMath(src, tokens.at(-1)?.raw.slice(-1) ?? "");
  return single === null ? undefined : math(single, single.slice(1, -1), false);
};

/** A formula on lines of its own: its lines may look like a list (`- b`) or a rule, and must not become one. */
export const blockMath: TokenizerExtensionFunction = (src) => {
  const indent = /^ {0,3}(?=\$\$|\\\[)/.exec(src)?.[0];
  if (indent === undefined) return undefined;
  const rest = src.slice(indent.length, indent.length + MAX_DISPLAY);
  const inside = enclosed(rest, "$$", "$$", MAX_DISPLAY) ?? enclosed(rest, "\\[", "\\]", MAX_DISPLAY);
  if (inside === null) return undefined;
  const after = /^[ \t]*(?=\n|$)/.exec(rest.slice(inside.length + 4));
  return after === null ? undefined : math(indent + rest.slice(0, inside.length + 4) + after[0], inside, true);
};

/** Same length, with formulas blanked out, so that `*` and `_` inside them do not pair with those outside. */
export function maskMath(text: string): string {
  return text.replace(/\$\$[^$]{1,2000}\$\$|\$(?![\s$])[^$\n]{0,999}?[^\s$]\$(?![\p{L}\p{N}])/gu, (formula) =>
    "a".repeat(formula.length),
  );
}
