import { and, eq } from "drizzle-orm";
import { documents } from "#db/schema/documents.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { processing } from "./numbers.ts";
import type { DocumentRow } from "./queries.ts";

/** Only whoever still holds the lease writes. */
export const leased = (row: DocumentRow) =>
  and(eq(documents.id, row.id), eq(documents.attempts, row.attempts), eq(documents.state, row.state));

/** Tries again later, without end: a file that waits for a scanner is never let through instead. */
export async function postpone({ db }: Ctx, row: DocumentRow): Promise<void> {
  const dueAt = new Date(Date.now() + processing.pauseAfter(row.attempts));
  await db.update(documents).set({ dueAt }).where(leased(row));
}
