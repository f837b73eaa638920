import type { Piece } from "./rows.ts";

/** What pdf.js tells of a run of text. */
export type TextItem = {
  str: string;
  dir: string;
  width: number;
  height: number;
  transform: number[];
  fontName: string;
};

type Matrix = readonly [number, number, number, number, number, number];

/**
 * The pieces of a page by the direction they are written in: what reads from left to right first, then what stands
 * upright along a margin, or on its head. `page` turns the page's coordinates into those of what is shown.
 */
export function piecesOf(items: readonly TextItem[], page: Matrix): Piece[][] {
  const byDirection = new Map<number, Piece[]>();
  let isSpaced = false;
  for (const item of items) {
    if (item.str.trim() === "") {
      isSpaced ||= item.str !== "";
      continue;
    }
    const placed = place(item, page, isSpaced);
    isSpaced = false;
    if (placed === null) continue;
    const pieces = byDirection.get(placed.quarter);
    if (pieces) pieces.push(placed.piece);
    else byDirection.set(placed.quarter, [placed.piece]);
  }
  return [...byDirection].sort(([a], [b]) => a - b).map(([, pieces]) => pieces);
}

/** Null for what cannot be seen: letters without a size, or far from anything. */
function place(item: TextItem, page: Matrix, isSpaced: boolean): { quarter: number; piece: Piece } | null {
  const [a, b, c, d, x, y] = multiply(page, item.transform);
  const size = Math.hypot(c, d) || item.height;
  if (![a, b, x, y, size, item.width].every(Number.isFinite) || size < 0.5) return null;
  const quarter = (Math.round(Math.atan2(b, a) / (Math.PI / 2)) + 4) % 4;
  const [along, down] = turned(quarter, x, y);
  const piece = {
    text: item.str,
    x: along,
    right: along + item.width,
    y: down,
    size,
    font: item.fontName,
    isRightToLeft: item.dir === "rtl",
    isSpaced,
  };
  return { quarter, piece };
}

function turned(quarter: number, x: number, y: number): [number, number] {
  if (quarter === 0) return [x, y];
  if (quarter === 1) return [y, -x];
  return quarter === 2 ? [-x, -y] : [-y, x];
}

function multiply(m: Matrix, n: readonly number[]): Matrix {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = n;
  return [
    m[0] * a + m[2] * b,
    m[1] * a + m[3] * b,
    m[0] * c + m[2] * d,
    m[1] * c + m[3] * d,
    m[0] * e + m[2] * f + m[4],
    m[1] * e + m[3] * f + m[5],
  ];
}
