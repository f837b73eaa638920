import type { Row } from "./rows.ts";

const FEWEST_PAGES = 3;
const SHARE = 0.3; // of the pages; left and right pages, and chapters, may have headers of their own
const OUTERMOST = 3; // rows at the top, and at the bottom

/**
 * The pages without the lines that come again and again at the same height of their margins: headers, footers, page
 * numbers. Letters larger than those of the text are not taken for such: they are headings that happen to start pages.
 */
export function withoutFurniture(pages: readonly Row[][], bodySize: number): Row[][] {
  const counts = new Map<string, number>();
  for (const rows of pages) {
    for (const row of outermost(rows)) counts.set(key(row), (counts.get(key(row)) ?? 0) + 1);
  }
  const enough = Math.max(FEWEST_PAGES, SHARE * pages.length);
  return pages.map((rows, at) => {
    const outer = new Set(outermost(rows));
    return rows.filter((row) => {
      const isFurniture = (counts.get(key(row)) ?? 0) >= enough || isNumberOf(row, at + 1);
      return !outer.has(row) || !isFurniture || row.size > 1.1 * bodySize;
    });
  });
}

function isNumberOf(row: Row, page: number): boolean {
  const text = textOf(row).replace(/[\s\u2013\u2014-]/g, "");
  return text === String(page);
}

function outermost(rows: readonly Row[]): Row[] {
  return rows.length <= 2 * OUTERMOST ? [...rows] : [...rows.slice(0, OUTERMOST), ...rows.slice(-OUTERMOST)];
}

function key(row: Row): string {
  return `${Math.round(row.y / 4)} ${textOf(row).replace(/\d+/g, "#")}`;
}

function textOf(row: Row): string {
  return row.segments.map((segment) => segment.text).join(" ");
}
