import { and, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { documentPassages, documents } from "#db/schema/documents.ts";
import type { Label } from "#lib/access/labels.ts";
import type { Box } from "#lib/crypto/box.ts";
import type { Language } from "#lib/search/terms.ts";
import { bytesArray, uuidArray } from "./array-parameter.ts";
import type { TermPostings } from "./found-terms.ts";
import { type PassageBody, passageRowId } from "./index-document.ts";
import { blindTerm } from "./terms.ts";

/** Whose documents, and which of them; null: all of them. */
export type Scope = { ownerId: string; documentIds: readonly string[] | null };

export type OpenedPassage = PassageBody & {
  documentId: string;
  documentName: string;
  label: Label;
  language: Language | null;
  ordinal: number;
  page: number | null;
};

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/**
 * The postings of these terms in one round trip, gathered per term, and how many passages there are at all. Whose the
 * documents are is part of the query, as it is below, so that no id can reach another person's.
 */
export async function findPostings(
  db: Db,
  box: Box,
  { ownerId, documentIds }: Scope,
  terms: readonly string[],
): Promise<{ found: TermPostings[]; total: number }> {
  const termOf = new Map(terms.map((term) => [blindTerm(box, term).toString("hex"), term]));
  const hashes = [...termOf.keys()].map((hash) => Buffer.from(hash, "hex"));
  const ids = documentIds?.filter((id) => UUID.test(id));
  const chosen = ids === undefined ? sql`` : sql`and id = any(${uuidArray(ids)})`;
  const rows = await db.execute<{ term: Buffer | null; entries: Buffer | null; total: string }>(sql`
    with mine as materialized (
      select id, passage_count from documents where owner_id = ${ownerId}::uuid and state = 'ready' ${chosen}
    ), found as (
      select term, string_agg(uuid_send(document_id) || int4send(length(postings)) || postings, ''::bytea) as entries
      from document_terms join mine on mine.id = document_id
      where owner_id = ${ownerId}::uuid and term = any(${bytesArray(hashes)})
      group by term
    )
    select term, entries, total
    from (select coalesce(sum(passage_count), 0) as total from mine) as size left join found on true`);
  const found = rows.flatMap(({ term, entries }): TermPostings[] => {
    const name = term === null ? undefined : termOf.get(term.toString("hex"));
    return name === undefined || entries === null ? [] : [{ term: name, entries }];
  });
  return { found, total: Number(rows[0]?.total ?? 0) };
}

/** Reads and opens passages of this owner; in no order, and without those that are not there. */
export async function openPassages(
  db: Db,
  box: Box,
  ownerId: string,
  wanted: readonly { documentId: string; ordinal: number }[],
): Promise<OpenedPassage[]> {
  const places = wanted.map(({ documentId, ordinal }) => sql`(${documentId}::uuid, ${ordinal}::smallint)`);
  const rows = await db
    .select({
      documentId: documents.id,
      name: documents.name,
      label: documents.label,
      language: documents.language,
      ordinal: documentPassages.ordinal,
      page: documentPassages.page,
      body: documentPassages.body,
    })
    .from(documentPassages)
    .innerJoin(documents, eq(documents.id, documentPassages.documentId))
    .where(
      and(
        eq(documentPassages.ownerId, ownerId),
        eq(documents.ownerId, ownerId),
        eq(documents.state, "ready"),
        // The ids by themselves let the database go straight to the rows.
        inArray(documentPassages.documentId, [...new Set(wanted.map(({ documentId }) => documentId))]),
        sql`(${documentPassages.documentId}, ${documentPassages.ordinal}) in (${sql.join(places, sql`, `)})`,
      ),
    );
  return rows.map(({ name, body, ...row }) => ({
    ...row,
    documentName: box.open("documents.name", row.documentId, name),
    ...(JSON.parse(box.open("document_passages.body", passageRowId(row.documentId, row.ordinal), body)) as PassageBody),
  }));
}
