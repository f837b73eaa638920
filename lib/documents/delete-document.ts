import { eq } from "drizzle-orm";
import { documents } from "#db/schema/documents.ts";
import { refusal, refusalOfOwn } from "#lib/access/refusal.ts";
import { type HolderCtx, inTransaction } from "#lib/platform/context.ts";
import { log } from "#lib/platform/log.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { findDocument } from "./queries.ts";
import type { OneDocument } from "./schema.ts";
import { openStore } from "./store/open-store.ts";

/** Deletes a document for good, with all that was made of it: its passages, its terms, its file and the key of that. */
export async function deleteDocument(ctx: HolderCtx, { documentId }: OneDocument) {
  const deleted = await inTransaction(ctx, async (tx) => {
    const denied = await refusalOfOwn(tx, "document.delete");
    if (denied) return fail(denied);
    const document = await findDocument(tx.db, documentId);
    if (document === null || (await refusal(tx, "document.delete", document, documentId)))
      return fail("document-not-found");
    await tx.db.delete(documents).where(eq(documents.id, documentId));
    await emit(tx, "document.deleted", { documentId });
    return ok(null);
  });
  // After the commit: without its key, which went with the row, what might be left over opens for nobody.
  if (deleted.ok) await removeBlob(documentId);
  return deleted;
}

/** Removes a sealed file whose key is gone already; one that a store cannot remove now is logged, and is only noise. */
export async function removeBlob(documentId: string): Promise<void> {
  try {
    await (await openStore()).remove(documentId);
  } catch (error) {
    log().warn({ err: error, documentId }, "the sealed file of a deleted document could not be removed");
  }
}
