import type { PassageBody } from "./index-document.ts";
import type { Covered, Hit, QuestionReader } from "./question-reader.ts";
import { type Span, sentencesOf } from "./sentences.ts";

/** An opened passage, read with the question in mind. */
export type ReadPassage = {
  /** In its words, its headings and the name of its document. */
  covered: Covered;
  /** In the headings it stands under and the name alone. */
  byHeading: Covered;
  /** Without the headings. */
  sentences: readonly ReadSentence[];
  /** Share of the neighbours of the question that stand near each other here too, from 0 to 1. */
  nearness: number;
};
export type ReadSentence = Span & {
  covered: Covered;
  /** By the last heading before it within the passage. */
  above: Covered;
  /** Offset of that heading, null where there is none; sentences under different headings do not belong together. */
  under: number | null;
  text: string;
};

/** Words between two that still belong together. */
const NEAR = 4;

/** Reads a passage; `name` is the document's. */
export function readPassage(reader: QuestionReader, body: Omit<PassageBody, "turns">, name: string): ReadPassage {
  const hits = reader.hits(body.text);
  const title = name.replace(/\.\w{1,5}$/, "").replace(/[_-]/g, " ");
  const above = [...reader.hits(body.heading ?? ""), ...reader.hits(title)];
  return {
    covered: reader.coverage([...hits, ...above]),
    byHeading: reader.coverage(above),
    sentences: readSentences(reader, body, hits),
    nearness: nearness(reader, hits),
  };
}

function readSentences(
  reader: QuestionReader,
  { text, headings }: Omit<PassageBody, "turns">,
  hits: readonly Hit[],
): ReadSentence[] {
  const sentences: ReadSentence[] = [];
  let at = 0;
  let above = reader.coverage([]);
  let under: number | null = null;
  const until = (end: number) => {
    const from = at;
    while (at < hits.length && (hits[at] as Hit).start < end) at += 1;
    return reader.coverage(hits.slice(from, at));
  };
  for (const piece of pieces(text, headings)) {
    if (piece.isHeading) {
      above = until(piece.end);
      under = piece.start;
      continue;
    }
    for (const span of sentencesOf(text.slice(piece.start, piece.end))) {
      const [start, end] = [piece.start + span.start, piece.start + span.end];
      sentences.push({ start, end, covered: until(end), above, under, text: text.slice(start, end) });
    }
  }
  return sentences;
}

function* pieces(text: string, headings: readonly Span[]): Generator<Span & { isHeading: boolean }> {
  let at = 0;
  for (const { start, end } of headings) {
    if (start > at) yield { start: at, end: start, isHeading: false };
    yield { start, end, isHeading: true };
    at = end;
  }
  if (at < text.length) yield { start: at, end: text.length, isHeading: false };
}

function nearness(reader: QuestionReader, hits: readonly Hit[]): number {
  const { neighbours } = reader.asked;
  if (neighbours.length === 0 || hits.length === 0) return 0;
  const places = reader.asked.concepts.map((): number[] => []);
  for (const hit of hits)
    reader.coverage([hit]).forEach((covered, index) => {
      if (covered > 0) places[index]?.push(hit.place);
    });
  const near = neighbours.filter(([a, b]) =>
    places[a]?.some((left) => places[b]?.some((right) => Math.abs(left - right) <= NEAR)),
  );
  return near.length / neighbours.length;
}
