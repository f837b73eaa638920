type Span = { start: number; end: number };
export type Piece = { at: number; text: string; marked: boolean };
export type Part = { at: number; isHeading: boolean; pieces: Piece[] };

/**
 * Divides a passage into its headings and what stands between them, and each of those into what is marked and what is
 * not. Offsets count in `text`; spans that overlap or lie outside are cut to what there is.
 */
export function passageParts(text: string, headings: readonly Span[], mark: Span | null): Part[] {
  const parts: Part[] = [];
  const add = (start: number, end: number, isHeading: boolean) => {
    const whole = text.slice(start, end);
    const from = start + whole.length - whole.trimStart().length;
    const to = start + whole.trimEnd().length;
    if (from < to) parts.push({ at: from, isHeading, pieces: piecesOf(text, { start: from, end: to }, mark) });
  };
  let at = 0;
  for (const { start, end } of [...headings].sort((a, b) => a.start - b.start)) {
    const from = Math.max(at, start);
    if (end <= from) continue;
    add(at, from, false);
    add(from, Math.min(end, text.length), true);
    at = end;
  }
  add(at, text.length, false);
  return parts;
}

function piecesOf(text: string, { start, end }: Span, mark: Span | null): Piece[] {
  const from = mark === null ? end : Math.min(Math.max(mark.start, start), end);
  const to = mark === null ? end : Math.min(Math.max(mark.end, from), end);
  return [
    { at: start, text: text.slice(start, from), marked: false },
    { at: from, text: text.slice(from, to), marked: true },
    { at: to, text: text.slice(to, end), marked: false },
  ].filter((piece) => piece.text !== "");
}

/** What stands around a quotation: at most `most` characters on each side, cut between words; and whether more follows. */
export function excerptOf(text: string, { start, end }: Span, most = 140) {
  const before = text.slice(0, start);
  const after = text.slice(end);
  const head = before.length <= most ? before : before.slice(-most).replace(/^\S*\s/, "");
  const tail = after.length <= most ? after : after.slice(0, most).replace(/\s\S*$/, "");
  return {
    before: head,
    quotation: text.slice(start, end),
    after: tail,
    cutBefore: head.length < before.length,
    cutAfter: tail.length < after.length,
  };
}
