import { eq } from "drizzle-orm";
import { documents } from "#db/schema/documents.ts";
import { refusal, refusalOfOwn } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { type HolderCtx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { raiseLabelsOf } from "./attach-documents.ts";
import { cleanName, endingOf } from "./inspect/file-name.ts";
import { findDocument } from "./queries.ts";
import type { EditDocument } from "./schema.ts";

/** Renames or labels a document of one's own. The ending stays what the content is; conversations follow a stricter label. */
export function editDocument(ctx: HolderCtx, { documentId, name: given, label }: EditDocument) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusalOfOwn(tx, "document.change");
    if (denied) return fail(denied);
    const document = await findDocument(tx.db, documentId);
    if (document === null || (await refusal(tx, "document.change", document, documentId)))
      return fail("document-not-found");
    const box = await accountBox(tx.db, document.ownerId);
    const ending = endingOf(box.open("documents.name", documentId, document.name));
    const name = given === undefined ? null : cleanName(endingOf(given) === ending ? given : `${given}.${ending}`);
    if (name !== null && !name.ok) return name;
    // Nothing but dots before the ending would make the ending the name.
    if (name !== null && endingOf(name.value) !== ending) return fail("name-unusable");
    await tx.db
      .update(documents)
      .set({
        ...(name === null ? {} : { name: box.seal("documents.name", documentId, name.value) }),
        ...(label === undefined ? {} : { label }),
      })
      .where(eq(documents.id, documentId));
    if (label !== undefined && label !== document.label) {
      await emit(tx, "document.labelled", { documentId, label });
      await raiseLabelsOf(tx, documentId, label);
    }
    return ok(null);
  });
}
