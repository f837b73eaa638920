import { and, asc, between, count, desc, eq, inArray } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { conversationDocuments, documentPassages, documents } from "#db/schema/documents.ts";
import type { Box } from "#lib/crypto/box.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { type PassageBody, passageRowId } from "./index/index-document.ts";
import { fileLimits } from "./numbers.ts";
import type { DocumentLine, DocumentText, QuarantinedLine } from "./schema.ts";

export type DocumentRow = typeof documents.$inferSelect;

/** Documents that one page of the library holds. */
const LISTED = 1_000;

export async function findDocument(db: Db, documentId: string): Promise<DocumentRow | null> {
  const [row] = await db.select().from(documents).where(eq(documents.id, documentId));
  return row ?? null;
}

export async function findByContent(db: Db, ownerId: string, contentIndex: Buffer): Promise<DocumentRow | null> {
  const mine = and(eq(documents.ownerId, ownerId), eq(documents.contentIndex, contentIndex));
  const [row] = await db.select().from(documents).where(mine);
  return row ?? null;
}

/** One's own documents, the newest first. */
export async function listDocuments(db: Db, ownerId: string): Promise<DocumentLine[]> {
  const used = db
    .select({ documentId: conversationDocuments.documentId, n: count().as("n") })
    .from(conversationDocuments)
    .groupBy(conversationDocuments.documentId)
    .as("used");
  const rows = await db
    .select({ row: documents, usedIn: used.n })
    .from(documents)
    .leftJoin(used, eq(used.documentId, documents.id))
    .where(eq(documents.ownerId, ownerId))
    .orderBy(desc(documents.createdAt), desc(documents.id))
    .limit(LISTED);
  const box = await accountBox(db, ownerId);
  return rows.map(({ row, usedIn }) => ({ ...lineOf(row, box), usedIn: usedIn ?? 0 }));
}

/** One document of one's own; null for somebody else's. */
export async function readDocument(db: Db, of: { documentId: string; ownerId: string }): Promise<DocumentLine | null> {
  const row = await findDocument(db, of.documentId);
  if (row === null || row.ownerId !== of.ownerId) return null;
  const [used] = await db
    .select({ n: count() })
    .from(conversationDocuments)
    .where(eq(conversationDocuments.documentId, row.id));
  return { ...lineOf(row, await accountBox(db, of.ownerId)), usedIn: used?.n ?? 0 };
}

/** The documents that ground a conversation, in the order in which they were added. */
export async function listDocumentsOf(
  db: Db,
  of: { conversationId: string; ownerId: string },
): Promise<DocumentLine[]> {
  const rows = await db
    .select({ row: documents })
    .from(conversationDocuments)
    .innerJoin(documents, eq(documents.id, conversationDocuments.documentId))
    .where(and(eq(conversationDocuments.conversationId, of.conversationId), eq(documents.ownerId, of.ownerId)))
    .orderBy(asc(conversationDocuments.addedAt), asc(documents.id));
  const box = await accountBox(db, of.ownerId);
  return rows.map(({ row }) => ({ ...lineOf(row, box), usedIn: 1 }));
}

/** Those of one's own among documents of these ids, in the order of the ids. */
export async function listDocumentsById(
  db: Db,
  of: { ownerId: string; ids: readonly string[] },
): Promise<DocumentLine[]> {
  const mine = and(eq(documents.ownerId, of.ownerId), inArray(documents.id, [...of.ids]));
  const rows = await db.select().from(documents).where(mine);
  const box = await accountBox(db, of.ownerId);
  return rows
    .toSorted((a, b) => of.ids.indexOf(a.id) - of.ids.indexOf(b.id))
    .map((row) => ({ ...lineOf(row, box), usedIn: 0 }));
}

function lineOf(row: DocumentRow, box: Box): Omit<DocumentLine, "usedIn"> {
  return {
    id: row.id,
    name: box.open("documents.name", row.id, row.name),
    kind: row.kind,
    size: row.size,
    label: row.label,
    state: row.state,
    failure: row.failure,
    scanner: row.scanner,
    signature: row.signature,
    scannedAt: row.scannedAt?.toISOString() ?? null,
    reason: row.reason === null ? null : box.open("documents.reason", row.id, row.reason),
    pages: row.pages,
    createdAt: row.createdAt.toISOString(),
  };
}

/**
 * The text of a document as it was read, passage by passage, from the one numbered `from` (0) and `most` of them (all);
 * together they are all of it. Only the owner's.
 */
export async function readText(
  db: Db,
  of: { documentId: string; ownerId: string; from?: number; most?: number },
): Promise<DocumentText> {
  const { from = 0, most = fileLimits.passages } = of;
  const rows = await db
    .select({ ordinal: documentPassages.ordinal, page: documentPassages.page, body: documentPassages.body })
    .from(documentPassages)
    .innerJoin(documents, eq(documents.id, documentPassages.documentId))
    .where(
      and(
        eq(documentPassages.documentId, of.documentId),
        eq(documentPassages.ownerId, of.ownerId),
        // One that went into quarantine later keeps its passages until it is decided about.
        eq(documents.state, "ready"),
        between(documentPassages.ordinal, from, from + most - 1),
      ),
    )
    .orderBy(asc(documentPassages.ordinal));
  const box = await accountBox(db, of.ownerId);
  return rows.map(({ ordinal, page, body }) => {
    const opened = box.open("document_passages.body", passageRowId(of.documentId, ordinal), body);
    const { heading, text, start, headings } = JSON.parse(opened) as PassageBody;
    return { ordinal, page, heading, text, start, headings };
  });
}

/** What waits in quarantine, of everybody, the oldest first: for those who decide about it. */
export async function listQuarantine(db: Db): Promise<QuarantinedLine[]> {
  const rows = await db
    .select({ row: documents, ownerName: accounts.name })
    .from(documents)
    .innerJoin(accounts, eq(accounts.id, documents.ownerId))
    .where(eq(documents.state, "quarantined"))
    .orderBy(asc(documents.createdAt))
    .limit(LISTED);
  return Promise.all(
    rows.map(async ({ row, ownerName }) => {
      const box = await accountBox(db, row.ownerId);
      const { id, name, kind, size, scanner, signature, scannedAt } = lineOf(row, box);
      const owner = box.open("accounts.name", row.ownerId, ownerName);
      return { id, name, kind, size, scanner, signature, scannedAt, owner, ownerId: row.ownerId };
    }),
  );
}

/** Whether documents of these ids are still under way: for a page that waits for them. */
export async function listStates(db: Db, of: { ownerId: string; ids: readonly string[] }) {
  return db
    .select({ id: documents.id, state: documents.state })
    .from(documents)
    .where(and(eq(documents.ownerId, of.ownerId), inArray(documents.id, [...of.ids])));
}
