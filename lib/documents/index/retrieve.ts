import type { Db } from "#db/client.ts";
import type { Label } from "#lib/access/labels.ts";
import type { Box } from "#lib/crypto/box.ts";
import type { Language } from "#lib/search/terms.ts";
import { headingJoint } from "../reading/blocks.ts";
import { askedOf, termsOfAsked } from "./asked.ts";
import { findPostings, type OpenedPassage, openPassages, type Scope } from "./find-passages.ts";
import { passageRowId } from "./index-document.ts";
import { QuestionReader, shareOf } from "./question-reader.ts";
import { chooseQuotation } from "./quotation.ts";
import { type Ranking, rank } from "./rank.ts";
import { readPassage } from "./read-passage.ts";

export type FoundPassage = {
  documentId: string;
  documentName: string;
  label: Label;
  /** From 0. */
  ordinal: number;
  /** On which the quotation begins. */
  page: number | null;
  heading: string | null;
  text: string;
  /** Where it stands in the document's text, in UTF-16 units. */
  start: number;
  end: number;
  /** To be compared within one answer only. */
  score: number;
  /** What of it answers best, word for word; offsets count in the document's text. `heading` stands right above it. */
  quotation: { text: string; start: number; end: number; heading: string | null };
};

/** Ids that are not this owner's, or of documents that are not ready, find nothing. */
export type Search = Scope & {
  question: string;
  /** Passages at the most. */
  limit: number;
};

/** So many are opened and read before the best are chosen. */
const CANDIDATES = 20;
/** A passage that speaks of less than this share of what was asked is about something else. */
const LEAST_COVERAGE = 0.25;
/** What is seen in the open text, against the ranking by terms, whose best has 1. */
const WEIGHT = { coverage: 0.6, quotation: 0.5, nearness: 0.25, heading: 0.15 } as const;

/** The passages of a person's documents that answer a question, best first; none when nothing fits. `box` is the owner's. */
export async function retrieve(db: Db, box: Box, { question, limit, ...scope }: Search): Promise<FoundPassage[]> {
  const asked = askedOf(question);
  if (asked.concepts.length === 0 || scope.documentIds?.length === 0) return [];
  const { found, total } = await findPostings(db, box, scope, termsOfAsked(asked));
  const ranking = rank(asked, found, total, Math.max(CANDIDATES, limit));
  if (ranking.best.length === 0) return [];
  const opened = await openPassages(db, box, scope.ownerId, ranking.best);
  return inFinalOrder(ranking, opened).slice(0, limit);
}

/** Reads the candidates and puts them into the final order. */
function inFinalOrder({ asked, best, rarity }: Ranking, opened: readonly OpenedPassage[]): FoundPassage[] {
  const scoreOf = new Map(best.map(({ documentId, ordinal, score }) => [passageRowId(documentId, ordinal), score]));
  const highest = best[0]?.score ?? 1;
  const readers = new Map<Language | null, QuestionReader>();
  const readerOf = (language: Language | null) => {
    const reader = readers.get(language) ?? new QuestionReader(asked, language);
    readers.set(language, reader);
    return reader;
  };
  const found = opened.flatMap(({ language, headings, turns, ...passage }): FoundPassage[] => {
    const read = readPassage(readerOf(language), { ...passage, headings }, passage.documentName);
    const coverage = shareOf(read.covered, rarity);
    const quotation = chooseQuotation(read, asked.kind, rarity);
    if (coverage < LEAST_COVERAGE || quotation === null) return [];
    const score =
      (scoreOf.get(passageRowId(passage.documentId, passage.ordinal)) ?? 0) / highest +
      WEIGHT.coverage * coverage +
      WEIGHT.quotation * quotation.worth +
      WEIGHT.nearness * read.nearness +
      WEIGHT.heading * shareOf(read.byHeading, rarity);
    const text = passage.text.slice(quotation.start, quotation.end).trim();
    const start = passage.start + passage.text.indexOf(text, quotation.start);
    // Within the passage, or else the last on the path that it stands under.
    const above = headings.findLast(({ end }) => end <= quotation.start);
    const heading =
      above === undefined
        ? (passage.heading?.split(headingJoint).at(-1) ?? null)
        : passage.text.slice(above.start, above.end).trim();
    const page = turns.findLast(({ at }) => at <= start - passage.start)?.page ?? passage.page;
    return [{ ...passage, page, score, quotation: { text, start, end: start + text.length, heading } }];
  });
  return found.sort((a, b) => b.score - a.score || a.ordinal - b.ordinal);
}
