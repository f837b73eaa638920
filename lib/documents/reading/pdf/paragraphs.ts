import { type HyphenatedWords, joinLines } from "./join-lines.ts";
import type { Row, Segment } from "./rows.ts";

/** Lines that belong together. `lines` is how many there were. */
export type Paragraph = { text: string; size: number; font: string; lines: number; isTable: boolean };

/** `cells` holds the left and right edges of a table's cells; nothing for a line of text. */
type Line = { text: string; x: number; right: number; y: number; size: number; font: string; cells: readonly number[] };

const CELL_JOINT = " | ";
const LIST_ITEM = /^(?:[•◦▪‣●○■–—*-]|\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,4})[.)])\s+\S/;
const SENTENCE_END = /[.!?:;…。]["”“’»)\]]*$/;

/** The paragraphs and tables of one column. */
export function paragraphsOf(rows: readonly Row[], known: HyphenatedWords): Paragraph[] {
  const lines = rows.map(lineOf);
  const column = {
    left: Math.min(...lines.map((line) => line.x)),
    right: Math.max(...lines.map((line) => line.right)),
    leading: usualLeading(lines),
  };
  const groups: Line[][] = [];
  for (const line of lines) {
    const group = groups.at(-1);
    if (group && continues(group, line, column)) group.push(line);
    else groups.push([line]);
  }
  return rejoined(
    groups.map((group) => paragraphOf(group, known)),
    known,
  );
}

const CELL_GAP = 1.5; // of the size of the letters; stretched text stays below

function lineOf(row: Row): Line {
  const cells: Segment[][] = [];
  for (const segment of row.segments) {
    const cell = cells.at(-1);
    const before = cell?.at(-1);
    if (cell && before && segment.x - before.right <= CELL_GAP * row.size) cell.push(segment);
    else cells.push([segment]);
  }
  const main = row.segments.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  return {
    text: cells.map((cell) => cell.map((segment) => segment.text).join(" ")).join(CELL_JOINT),
    x: row.segments[0]?.x ?? 0,
    right: Math.max(...row.segments.map((segment) => segment.right)),
    y: row.y,
    size: main.size,
    font: main.font,
    cells: cells.length === 1 ? [] : cells.flatMap((cell) => [cell[0]?.x ?? 0, cell.at(-1)?.right ?? 0]),
  };
}

function usualLeading(lines: readonly Line[]): number | null {
  const steps = lines
    .slice(1)
    .map((line, at) => line.y - (lines[at]?.y ?? 0))
    .filter((step) => step > 0)
    .sort((a, b) => a - b);
  return steps[Math.floor(steps.length / 2)] ?? null;
}

type Column = { left: number; right: number; leading: number | null };

/** Whether `line` goes on where the group ended. */
function continues(group: readonly Line[], line: Line, column: Column): boolean {
  const first = group[0] as Line;
  const last = group.at(-1) as Line;
  const step = line.y - last.y;
  const { size } = last;
  // Letters of a larger kind have a larger distance; of few lines nobody knows what is usual.
  const leading = Math.max(1.2 * size, Math.min(column.leading ?? size, 2.2 * size));
  if (step <= 0 || step > (isTable(group) ? 2.5 : 1.35) * leading) return false;
  if (Math.max(size, line.size) > 1.12 * Math.min(size, line.size)) return false;
  if (last.cells.length > 0 || line.cells.length > 0) return alignedCells(last, line);
  if (LIST_ITEM.test(line.text)) return false;
  const isShort = last.right < column.right - 0.2 * (column.right - column.left);
  if (isShort && (SENTENCE_END.test(last.text) || last.font !== line.font)) return false;
  const isItem = LIST_ITEM.test(first.text);
  const indent = line.x - last.x;
  if (indent > 0.8 * size) return isItem;
  return indent > -0.8 * size || (group.length === 1 && !isItem);
}

const isTable = (group: readonly Line[]) => (group[0]?.cells.length ?? 0) > 0;

/** Rows of one table have a cell, beside the first, that starts or ends at the same place. */
function alignedCells(a: Line, b: Line): boolean {
  return a.cells.slice(2).some((edge, at) =>
    b.cells.slice(2).some((other, index) => {
      return at % 2 === index % 2 && Math.abs(edge - other) < 0.5 * a.size;
    }),
  );
}

function paragraphOf(group: readonly Line[], known: HyphenatedWords): Paragraph {
  const main = group.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  const table = isTable(group) && group.length > 1;
  const text = group
    .map((line) => (isTable(group) && !table ? line.text.replaceAll(CELL_JOINT, " ") : line.text))
    .reduce((before, line) => (table ? `${before}\n${line}` : joinLines(before, line, known)));
  return { text, size: main.size, font: main.font, lines: group.length, isTable: table };
}

/** Sets together what a column's end, or a picture, has torn apart: no sentence ended, and none begins. */
export function rejoined(paragraphs: readonly Paragraph[], known: HyphenatedWords): Paragraph[] {
  const result: Paragraph[] = [];
  for (const next of paragraphs) {
    const last = result.at(-1);
    const isTorn =
      last !== undefined &&
      !last.isTable &&
      !next.isTable &&
      last.lines + next.lines > 2 &&
      last.font === next.font &&
      Math.abs(last.size - next.size) < 0.3 &&
      /[\p{L},\u00ad-]$/u.test(last.text) &&
      /^\p{Ll}{2}/u.test(next.text) &&
      !LIST_ITEM.test(next.text);
    if (!isTorn) result.push(next);
    else
      result[result.length - 1] = {
        ...last,
        text: joinLines(last.text, next.text, known),
        lines: last.lines + next.lines,
      };
  }
  return result;
}
