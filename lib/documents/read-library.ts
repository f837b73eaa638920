import { refusalOfOwn } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { retrieve } from "./index/retrieve.ts";
import { listDocuments, readDocument, readText } from "./queries.ts";
import type { OneDocument, ReadPart, SearchDocuments, SearchOne } from "./schema.ts";

// Reading what is one's own. The queries take the owner, so that somebody else's looks like what does not exist.

/** Passages that one search answers. */
const FOUND = 20;

export async function readDocuments(ctx: HolderCtx) {
  const denied = await refusalOfOwn(ctx, "document.read");
  return denied ? fail(denied) : ok(await listDocuments(ctx.db, ctx.actor.id));
}

export async function readOneDocument(ctx: HolderCtx, { documentId }: OneDocument) {
  const denied = await refusalOfOwn(ctx, "document.read");
  if (denied) return fail(denied);
  const document = await readDocument(ctx.db, { documentId, ownerId: ctx.actor.id });
  return document === null ? fail("document-not-found") : ok(document);
}

/** The passages of one's documents that fit a question, best first. */
export async function searchDocuments(ctx: HolderCtx, { q }: SearchDocuments) {
  const denied = await refusalOfOwn(ctx, "document.read");
  if (denied) return fail(denied);
  const ownerId = ctx.actor.id;
  const box = await accountBox(ctx.db, ownerId);
  return ok(await retrieve(ctx.db, box, { ownerId, documentIds: null, question: q, limit: FOUND }));
}

/** The same within one document. */
export async function searchOneDocument(ctx: HolderCtx, { documentId, q }: SearchOne) {
  const document = await readOneDocument(ctx, { documentId });
  if (!document.ok) return document;
  const ownerId = ctx.actor.id;
  const box = await accountBox(ctx.db, ownerId);
  return ok(await retrieve(ctx.db, box, { ownerId, documentIds: [documentId], question: q, limit: FOUND }));
}

/** Passages of a document that one page shows; a long one has thousands. */
const PART = 100;

/** A part of a document's text: the one that holds `passage`, else the one from about `from` on. Empty until it is ready. */
export async function readPart(ctx: HolderCtx, { documentId, passage, from: wanted }: ReadPart) {
  const document = await readOneDocument(ctx, { documentId });
  if (!document.ok) return document;
  const from = Math.floor((passage ?? wanted ?? 0) / PART) * PART;
  const passages = await readText(ctx.db, { documentId, ownerId: ctx.actor.id, from, most: PART + 1 });
  const part = passages.slice(0, PART);
  return ok({
    document: document.value,
    passages: part,
    before: from > 0 ? Math.max(0, from - PART) : null,
    after: passages.length > PART ? from + PART : null,
  });
}
