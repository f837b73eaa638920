import { eq } from "drizzle-orm";
import { documents } from "#db/schema/documents.ts";
import { refusal } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { tell } from "#lib/identity/tell.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { removeBlob } from "./delete-document.ts";
import { forgetIndex } from "./index/index-document.ts";
import type { DecideQuarantine } from "./schema.ts";
import { wakeProcessor } from "./wake.ts";

/**
 * Lets a file out of quarantine, to be read like any other, or destroys it. Its owner sees which, and why. Nobody decides
 * about their own file. Of two decisions at the same moment the first holds.
 */
export async function decideQuarantine(ctx: PersonCtx, { documentId, decision, reason }: DecideQuarantine) {
  const isReleased = decision === "release";
  const decided = await inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "quarantine.decide", {}, documentId);
    if (denied) return fail(denied);
    const [document] = await tx.db.select().from(documents).where(eq(documents.id, documentId)).for("update");
    if (document === undefined || document.state !== "quarantined") return fail("document-not-found");
    if (document.ownerId === tx.actor.id) return fail("not-yourself");
    const box = await accountBox(tx.db, document.ownerId);
    await tx.db
      .update(documents)
      .set({
        state: isReleased ? "extracting" : "destroyed",
        dueAt: isReleased ? tx.now : null,
        attempts: 0,
        decidedBy: tx.actor.id,
        decidedAt: tx.now,
        reason: box.seal("documents.reason", documentId, reason),
        // Without its key the content is gone, wherever a copy of the sealed file may lie.
        ...(isReleased ? {} : { fileKey: Buffer.alloc(0) }),
      })
      .where(eq(documents.id, documentId));
    // It may have been read before a scanner learnt of what is in it.
    if (!isReleased) await forgetIndex(tx.db, documentId);
    const { ownerId } = document;
    await emit(tx, isReleased ? "document.released" : "document.destroyed", { documentId, ownerId });
    await tell(tx, ownerId, isReleased ? "file-released" : "file-destroyed", {});
    return ok(null);
  });
  if (decided.ok && isReleased) wakeProcessor();
  if (decided.ok && !isReleased) await removeBlob(documentId);
  return decided;
}
