import { documents } from "#db/schema/documents.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { leased } from "./lease.ts";
import type { DocumentRow } from "./queries.ts";

/** The stored file is not what was put there, or is gone. No later try changes that. */
export function endDamaged(ctx: Ctx, row: DocumentRow): Promise<void> {
  return inTransaction({ ...ctx, now: new Date() }, async (tx) => {
    const changed = { state: "failed", failure: "damaged", dueAt: null } as const;
    const rows = await tx.db.update(documents).set(changed).where(leased(row)).returning({ id: documents.id });
    if (rows.length > 0) await emit(tx, "document.damaged", { documentId: row.id, ownerId: row.ownerId });
  });
}
