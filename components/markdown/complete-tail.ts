import { completeInline } from "./complete-inline.ts";

/** What to show of a text that is still arriving; `inCode` while its end lies in an open fence. */
export type Completed = { text: string; inCode: boolean };

const FENCE = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`\n]*$)|~{3,})(.*)$/gm;
/** A last line that is only the beginning of something: a list marker, a heading, a rule, an underline, a fence. */
const BARE_MARKER = /^[ \t>]*(?:-+|=+|[*+]{1,3}|\d{1,3}[.)]?|#{1,6}|>|\||`{1,2}|~{1,2}|\$\$?|\\)?[ \t]*$/;
const LEAF_START = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|#{1,6}[ \t]+)|^[ \t]*>[ \t>]*/;

/** Completes Markdown at its end, so that a half-arrived construct looks like what it is going to be. */
export function completeTail(text: string): Completed {
  const fence = openFence(text);
  if (fence !== null) return { text: fence, inCode: true };
  const lineStart = text.lastIndexOf("\n") + 1;
  const line = text.slice(lineStart);
  const shown = line.length < 64 && BARE_MARKER.test(line) ? text.slice(0, lineStart) : text;
  return { text: completeTable(shown) ?? completeLeaf(shown), inCode: false };
}

/** The text to show when it ends inside a fenced block, else null. */
function openFence(text: string): string | null {
  if (!text.includes("```") && !text.includes("~~~")) return null;
  FENCE.lastIndex = 0;
  for (let match = FENCE.exec(text); match !== null; match = FENCE.exec(text)) {
    const [line, marker = "", info = ""] = match;
    const contentStart = match.index + line.length + 1;
    // The name of the language is shown once its line is complete.
    if (contentStart > text.length) return text.slice(0, text.length - info.length);
    const char = marker.charAt(0);
    const closing = new RegExp(`^[ \\t>]*${char}{${marker.length},}[ \\t]*$`, "gm");
    closing.lastIndex = contentStart;
    const end = closing.exec(text);
    if (end === null) {
      const lastLine = text.lastIndexOf("\n") + 1;
      const isHalfClosing = lastLine >= contentStart && new RegExp(`^[ \\t>]*${char}+$`).test(text.slice(lastLine));
      return isHalfClosing ? text.slice(0, lastLine) : text;
    }
    FENCE.lastIndex = end.index + end[0].length;
  }
  return null;
}

/** The last lines as a table, if they begin with `|`: a header becomes one before its second line has arrived. */
function completeTable(text: string): string | null {
  const lines: string[] = [];
  let start = text.length;
  while (start > 0) {
    const lineStart = text.lastIndexOf("\n", start - 2) + 1;
    const line = text.slice(lineStart, start);
    if (!/^[ \t>]*\|/.test(line)) break;
    lines.push(line);
    start = lineStart;
  }
  lines.reverse();
  const header = lines[0]?.trimEnd();
  if (header === undefined || !/[^|\s>]/.test(header)) return null;
  const before = text.slice(0, start);
  const indent = /^[ \t>]*/.exec(header)?.[0] ?? "";
  const shown = lines.length === 1 ? closeRow(header) : header;
  const rule = `${indent}|${" --- |".repeat(cells(shown))}`;
  if (lines.length === 1) return `${before}${shown}\n${rule}`;
  const second = lines[1] ?? "";
  if (lines.length === 2 && /^[\s>|:-]*$/.test(second)) {
    return cells(second) === cells(header) && /-[\s|:]*$/.test(second) ? null : `${before}${header}\n${rule}`;
  }
  const last = lines.pop() ?? "";
  return before + lines.join("") + closeRow(last);
}

function cells(row: string): number {
  return row
    .replace(/^[ \t>]*\|/, "")
    .replace(/\|\s*$/, "")
    .split("|").length;
}

/** Completes the last cell of a row that is arriving. */
function closeRow(row: string): string {
  const line = row.trimEnd();
  if (line.endsWith("|")) return line;
  const cell = line.lastIndexOf("|") + 1;
  return `${line.slice(0, cell)}${completeInline(line.slice(cell))} |`;
}

/** Completes the paragraph, item, heading or quoted line at the end; what stands before it is finished. */
function completeLeaf(text: string): string {
  let start = text.length;
  while (start > 0) {
    const lineStart = text.lastIndexOf("\n", start - 2) + 1;
    const line = text.slice(lineStart, start);
    if (line.trim() === "") break;
    start = lineStart;
    const marker = LEAF_START.exec(line);
    if (marker !== null) {
      start += marker[0].length;
      break;
    }
  }
  const leaf = text.slice(start);
  // A check box is one only once something follows it.
  return text.slice(0, start) + (/^\[[ xX]\]\s*$/.test(leaf) ? "" : completeInline(leaf));
}
