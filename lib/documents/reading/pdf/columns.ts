import type { Row, Segment } from "./rows.ts";

const FEWEST_ROWS = 4;
const SLACK = 3; // points by which the lines of one column may start apart
const MAX_DEPTH = 8;
const MAX_GUTTERS = 60;

/** Rows that are read one after the other, in the order in which the parts of the page are read. */
export function columnsOf(rows: readonly Row[], depth = 0): Row[][] {
  const cut = depth < MAX_DEPTH ? bestCut(rows) : null;
  if (cut === null) return rows.length === 0 ? [] : [[...rows]];
  const band = rows.slice(cut.from, cut.to);
  return [
    rows.slice(0, cut.from),
    side(band, (segment) => segment.x < cut.x),
    side(band, (segment) => segment.x >= cut.x),
    rows.slice(cut.to),
  ].flatMap((part) => columnsOf(part, depth + 1));
}

/** Rows `from` to before `to` have nothing across `x`. */
type Cut = { x: number; from: number; to: number };

/** The gutter that runs along most rows, if what stands on both sides of it looks like running text, and not like a table. */
function bestCut(rows: readonly Row[]): Cut | null {
  let best: Cut | null = null;
  for (const x of gutters(rows)) {
    for (const run of freeRuns(rows, x)) {
      const cut = trimmed(rows, run);
      const isLonger = cut.to - cut.from > (best === null ? FEWEST_ROWS - 1 : best.to - best.from);
      if (isLonger && isProse(rows.slice(cut.from, cut.to), x)) best = cut;
    }
  }
  return best;
}

/** Where segments start that are not the first of their row: the left edges of columns, and of cells. */
function gutters(rows: readonly Row[]): number[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    for (const segment of row.segments.slice(1)) {
      const x = Math.floor(segment.x / SLACK) * SLACK;
      counts.set(x, (counts.get(x) ?? 0) + 1);
    }
  }
  return [...counts]
    .filter(([, count]) => count >= FEWEST_ROWS)
    .sort((a, b) => b[1] - a[1])
    .slice(0, MAX_GUTTERS)
    .map(([x]) => x - 0.5);
}

function freeRuns(rows: readonly Row[], x: number): Cut[] {
  const runs: Cut[] = [];
  let from = 0;
  for (let at = 0; at <= rows.length; at++) {
    if (rows[at]?.segments.some((segment) => segment.x < x && segment.right > x) === false) continue;
    if (at - from >= FEWEST_ROWS) runs.push({ x, from, to: at });
    from = at + 1;
  }
  return runs;
}

/** Without a short centred title above the columns: the first row has to start at the left edge of one of them. */
function trimmed(rows: readonly Row[], run: Cut): Cut {
  const band = rows.slice(run.from, run.to);
  const left = Math.min(...band.flatMap((row) => row.segments.map((segment) => segment.x)));
  const starts = (row: Row) =>
    row.segments.some(({ x }) => Math.abs(x - left) <= SLACK || (x >= run.x && x - run.x <= 2 * SLACK));
  const skip = band.findIndex(starts);
  return { ...run, from: run.from + Math.max(0, skip) };
}

/** Lines of running text fill their column and hold some words; the cells of a table do not. */
function isProse(rows: readonly Row[], x: number): boolean {
  return [side(rows, (segment) => segment.x < x), side(rows, (segment) => segment.x >= x)].every((part) => {
    if (part.length < FEWEST_ROWS) return false;
    const segments = part.flatMap((row) => row.segments);
    const width = Math.max(...segments.map((s) => s.right)) - Math.min(...segments.map((s) => s.x));
    const full = part.filter((row) => row.segments.reduce((sum, s) => sum + s.right - s.x, 0) >= 0.7 * width);
    const characters = segments.reduce((sum, segment) => sum + segment.text.length, 0);
    return full.length * 2 >= part.length && characters / segments.length >= 15;
  });
}

function side(rows: readonly Row[], belongs: (segment: Segment) => boolean): Row[] {
  return rows.flatMap((row) => {
    const segments = row.segments.filter(belongs);
    return segments.length === 0 ? [] : [{ y: row.y, size: segments[0]?.size ?? row.size, segments }];
  });
}
