import { setImmediate } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { documentPassages, documentTerms } from "#db/schema/documents.ts";
import type { Box } from "#lib/crypto/box.ts";
import type { Language } from "#lib/search/terms.ts";
import { bytesArray } from "./array-parameter.ts";
import type { PassageText } from "./cut-passages.ts";
import { type Posting, packPostings } from "./postings.ts";
import { blindTerm, TermReader } from "./terms.ts";

/** What a sealed passage holds besides what its row says. */
export type PassageBody = Pick<PassageText, "heading" | "text" | "start" | "end" | "headings" | "turns">;

/** Rows in one statement. */
const BATCH = 1_000;
/** A heading says what a passage is about: its words count this often in it. */
const HEADING_COUNTS = 2;
const MOST_TERMS = 32_767;
const PASSAGES_AT_ONCE = 16;

/** What the sealed body of a passage is bound to. */
export const passageRowId = (documentId: string, ordinal: number) => `${documentId}:${ordinal}`;

/**
 * Writes the passages of a document and the terms by which they are found, in place of what there was before. Everything
 * is sealed or hashed under the owner's key. Call it in the transaction that makes the document `ready` with this
 * number of passages.
 */
export async function indexDocument(
  tx: Db,
  box: Box,
  { ownerId, documentId }: { ownerId: string; documentId: string },
  passages: readonly PassageText[],
  language: Language | null,
): Promise<void> {
  const index = await termsOfPassages(passages, language);
  await forgetIndex(tx, documentId);
  for (const batch of batches(passages)) {
    await tx.insert(documentPassages).values(
      batch.map(({ ordinal, page, ...body }: PassageText) => {
        return {
          documentId,
          ordinal,
          ownerId,
          page,
          body: box.seal("document_passages.body", passageRowId(documentId, ordinal), JSON.stringify(body)),
          length: index.lengths[ordinal] ?? 0,
        };
      }),
    );
  }
  const rows: { term: Buffer; postings: Buffer }[] = [];
  for (const batch of batches([...index.postings])) {
    for (const [term, postings] of batch) rows.push({ term: blindTerm(box, term), postings: packPostings(postings) });
    await setImmediate();
  }
  // The order of hashes is the order of the table's key, and tells nothing of the order in the text.
  rows.sort((a, b) => Buffer.compare(a.term, b.term));
  for (const batch of batches(rows)) {
    const [terms, postings] = [batch.map((row) => row.term), batch.map((row) => row.postings)];
    await tx.execute(sql`
      insert into document_terms (owner_id, term, document_id, postings)
      select ${ownerId}::uuid, term, ${documentId}::uuid, postings
      from unnest(${bytesArray(terms)}, ${bytesArray(postings)}) as t (term, postings)`);
  }
}

/** Takes a document out of the index; nothing of it can be found any more. */
export async function forgetIndex(tx: Db, documentId: string): Promise<void> {
  await tx.delete(documentTerms).where(sql`${documentTerms.documentId} = ${documentId}`);
  await tx.delete(documentPassages).where(sql`${documentPassages.documentId} = ${documentId}`);
}

async function termsOfPassages(passages: readonly PassageText[], language: Language | null) {
  const reader = new TermReader(
    language,
    passages.map(({ text }) => text),
  );
  const postings = new Map<string, Posting[]>();
  const lengths: number[] = [];
  for (const { ordinal, heading, text } of passages) {
    // A book takes seconds; whoever else asks something of this process must not wait for it.
    if (ordinal % PASSAGES_AT_ONCE === 0) await setImmediate();
    const counts = new Map<string, number>();
    const count = (term: string, times: number) => counts.set(term, (counts.get(term) ?? 0) + times);
    const words = reader.read(text);
    for (const { terms, parts } of words) for (const term of [...terms, ...parts]) count(term, 1);
    for (const { terms, parts } of heading === null ? [] : reader.read(heading))
      for (const term of [...terms, ...parts]) count(term, HEADING_COUNTS);
    const length = Math.min(words.length, MOST_TERMS);
    lengths[ordinal] = length;
    for (const [term, times] of counts) {
      const posting = { ordinal, count: times, length };
      const known = postings.get(term);
      if (known === undefined) postings.set(term, [posting]);
      else known.push(posting);
    }
  }
  return { postings, lengths };
}

function* batches<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < rows.length; from += BATCH) yield rows.slice(from, from + BATCH);
}
