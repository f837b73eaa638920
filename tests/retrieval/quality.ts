import type { Db } from "#db/client.ts";
import type { Box } from "#lib/crypto/box.ts";
import { type FoundPassage, retrieve } from "#lib/documents/index/retrieve.ts";
import { addDocument, type Question, readCorpus, readQuestions } from "./library.ts";

export type Outcome = Question & {
  /** From 1; null when the right passage is not among the first five. */
  place: number | null;
  /** Whether the quotation from the first passage, or one of the first three, holds the answer. */
  quoted: { first: boolean; three: boolean };
  found: FoundPassage[];
};

/** What the product promises (issue 4): of all questions, this share. */
export const promised = { recall: 0.85, quotation: 0.75 } as const;
export const LIMIT = 5;

/** Asks all questions over the whole corpus as one library of this owner. */
export async function askAll(db: Db, box: Box, ownerId: string): Promise<Outcome[]> {
  const slugOf = new Map<string, string>();
  for (const document of await readCorpus()) slugOf.set(await addDocument(db, box, ownerId, document), document.slug);
  const outcomes: Outcome[] = [];
  for (const question of readQuestions()) {
    const found = await retrieve(db, box, { ownerId, documentIds: null, question: question.question, limit: LIMIT });
    const answers = ({ documentId }: FoundPassage, text: string) =>
      slugOf.get(documentId) === question.document && question.answers.some((answer) => text.includes(answer));
    const place = found.findIndex((passage) => answers(passage, passage.text));
    const quoted = found.map((passage) => answers(passage, passage.quotation.text));
    outcomes.push({
      ...question,
      place: place === -1 ? null : place + 1,
      quoted: { first: quoted[0] ?? false, three: quoted.slice(0, 3).includes(true) },
      found,
    });
  }
  return outcomes;
}

/** The shares that count, from 0 to 1. */
export function qualityOf(outcomes: readonly Outcome[]) {
  const share = (is: (outcome: Outcome) => boolean) => outcomes.filter(is).length / outcomes.length;
  return {
    recall: share(({ place }) => place !== null),
    first: share(({ place }) => place === 1),
    quotation: share(({ quoted }) => quoted.first),
    quotationOfThree: share(({ quoted }) => quoted.three),
  };
}
