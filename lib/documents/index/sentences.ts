/** A piece of a text by offsets in UTF-16 units; `end` is the first one after it. */
export type Span = { start: number; end: number };

const ABBREVIATION =
  /(?:^|[\s(])(?:\p{L}|z\. ?B|d\. ?h|u\. ?a|i\. ?d\. ?R|e\.g|i\.e|a\.m|p\.m|nr|no|bzw|ca|abs|art|dr|prof|mr|mrs|ms|st|str|tel|vgl|vs|etc|usw|inkl|max|min|approx|fig|ggf|evtl|zzgl|ltd|inc)\.$/iu;
const MONTH =
  /^(?:Jan|Feb|Mär|Mar|Apr|Mai|May|Jun|Jul|Aug|Sep|Okt|Oct|Nov|Dez|Dec|Quartal|Halbjahr|Januar|Obergeschoss|Stock)/;
const LIST_MARK = /^\s*(?:[-*•–·▪]|\d{1,3}[.)]|[a-z]\))\s/;
const CELL = /\t| \| /;
/** A line of a wrapped paragraph is nearly as long as the longest; one much shorter stands for itself. */
const FULL_LINE = 0.6;
const SHORTEST_WRAP = 50;

/**
 * Cuts a text into sentences, list items and rows of tables. They follow each other without a gap: the white space behind
 * one belongs to it.
 */
export function sentencesOf(text: string): Span[] {
  const spans: Span[] = [];
  for (const line of linesOf(text)) {
    let start = line.start;
    for (const match of text.slice(line.start, line.end).matchAll(/[.!?…][)"“”»'’*]*\s+/g)) {
      const end = line.start + match.index + match[0].length;
      if (end >= line.end || !endsSentence(text.slice(start, line.start + match.index + 1), text.slice(end, end + 12)))
        continue;
      spans.push({ start, end });
      start = end;
    }
    if (start < line.end) spans.push({ start, end: line.end });
  }
  return spans;
}

function endsSentence(before: string, after: string): boolean {
  if (!/^[\p{Lu}\p{N}\p{Lt}"„“»'(*_§\p{Lo}]/u.test(after)) return false;
  if (ABBREVIATION.test(before.slice(-12))) return false;
  // "am 31. März", "1. Oktober": the point makes the number an ordinal. A mark of a list is no sentence either.
  if (/(?:^|\D)\d{1,2}\.$/.test(before)) return !MONTH.test(after) && !/^\s*\d{1,3}\.$/.test(before);
  return true;
}

/** Lines, those of a wrapped paragraph joined. */
function linesOf(text: string): Span[] {
  const lines: Span[] = [];
  for (let start = 0; start < text.length; ) {
    const at = text.indexOf("\n", start);
    let end = at === -1 ? text.length : at + 1;
    while (text[end] === "\n") end += 1;
    lines.push({ start, end });
    start = end;
  }
  let longest = 0;
  for (const { start, end } of lines) longest = Math.max(longest, Math.min(end - start, 400));
  const joined: Span[] = [];
  for (const line of lines) {
    const last = joined.at(-1);
    if (last !== undefined && isWrapped(text, last, line, longest)) last.end = line.end;
    else joined.push({ ...line });
  }
  return joined;
}

function isWrapped(text: string, last: Span, line: Span, longest: number): boolean {
  if (text.startsWith("\n", last.end - 2)) return false;
  const upper = text.slice(text.lastIndexOf("\n", last.end - 2) + 1, last.end - 1);
  const lower = text.slice(line.start, line.start + 400);
  if (longest < SHORTEST_WRAP || upper.length < FULL_LINE * longest) return false;
  return !CELL.test(upper) && !CELL.test(lower) && !LIST_MARK.test(lower) && !/[.!?:;]\s*$/.test(upper);
}
