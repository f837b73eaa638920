/** A run of text as it was placed on the page, turned so that it reads from left to right. Points; y grows downwards. */
export type Piece = {
  text: string;
  x: number;
  right: number;
  /** Of the baseline. */
  y: number;
  /** Of the letters. */
  size: number;
  font: string;
  isRightToLeft: boolean;
  /** White space stood before it. */
  isSpaced: boolean;
};

/** Pieces next to each other on one line. A wide gap ends it: between columns, between cells, or in stretched text. */
export type Segment = { text: string; x: number; right: number; y: number; size: number; font: string };

/** Segments on one baseline, from left to right. */
export type Row = { y: number; size: number; segments: Segment[] };

const SPACE = 0.15; // of the size of the letters; narrower gaps are kerning
const WIDE = 0.6; // of the size of the letters; the space between columns can be as narrow as one letter is wide

/** Lines of a page from top to bottom. */
export function rowsOf(pieces: readonly Piece[]): Row[] {
  const sorted = [...pieces].sort((a, b) => a.y - b.y || a.x - b.x);
  const rows: Row[] = [];
  let open: Piece[] = [];
  const close = () => {
    if (open.length > 0) rows.push(rowOf(open));
  };
  for (const piece of sorted) {
    const first = open[0];
    // Raised and lowered letters belong to the line they stand in.
    if (first && piece.y - first.y <= 0.5 * Math.max(first.size, piece.size)) open.push(piece);
    else {
      close();
      open = [piece];
    }
  }
  close();
  return rows;
}

function rowOf(pieces: Piece[]): Row {
  pieces.sort((a, b) => a.x - b.x);
  const groups: Piece[][] = [];
  for (const piece of pieces) {
    const group = groups.at(-1);
    const before = group?.at(-1);
    if (group && before && piece.x - before.right <= WIDE * Math.max(piece.size, before.size)) group.push(piece);
    else groups.push([piece]);
  }
  const segments = groups.map(segmentOf);
  const largest = segments.reduce((a, b) => (b.text.length > a.text.length ? b : a));
  return { y: largest.y, size: largest.size, segments };
}

function segmentOf(pieces: readonly Piece[]): Segment {
  const letters = (piece: Piece) => piece.text.length;
  const main = pieces.reduce((a, b) => (letters(b) > letters(a) ? b : a));
  const backwards = pieces.filter((piece) => piece.isRightToLeft).length * 2 > pieces.length;
  let text = "";
  let before: Piece | null = null;
  for (const piece of backwards ? [...pieces].reverse() : pieces) {
    if (before !== null) {
      const gap = backwards ? before.x - piece.right : piece.x - before.right;
      const joined = /\s$/.test(text) || /^\s/.test(piece.text);
      if (!joined && (gap > SPACE * Math.max(piece.size, before.size) || (piece.isSpaced && gap > 0))) text += " ";
    }
    text += piece.text;
    before = piece;
  }
  const right = Math.max(...pieces.map((piece) => piece.right));
  return { text: text.trim(), x: pieces[0]?.x ?? 0, right, y: main.y, size: main.size, font: main.font };
}
