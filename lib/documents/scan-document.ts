import { documents } from "#db/schema/documents.ts";
import { tell } from "#lib/identity/tell.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { leased, postpone } from "./lease.ts";
import type { DocumentRow } from "./queries.ts";
import type { Scanned } from "./scan/pool.ts";
import { scanBytes } from "./scan/scan-bytes.ts";

export type Verdict = Exclude<Scanned, { kind: "unavailable" }>;

/** Has the scanner look at a file. Without its word nothing goes on: one that is away, or says nothing clear, is asked again. */
export async function scanDocument(
  ctx: Ctx,
  row: DocumentRow,
  content: () => AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  const verdict = await scanBytes(content(), signal);
  if (verdict.kind === "unavailable") return postpone(ctx, row);
  const signature = signatureOf(verdict);
  if (signature !== null) return quarantine(ctx, row, verdict, signature);
  const { id: documentId, ownerId } = row;
  await inTransaction({ ...ctx, now: new Date() }, async (tx) => {
    const changed = await tx.db
      .update(documents)
      .set({ ...keptOf(verdict, tx.now), state: "extracting", attempts: 0, dueAt: tx.now })
      .where(leased(row))
      .returning({ id: documents.id });
    if (changed.length > 0)
      await emit(tx, "document.scanned", { documentId, ownerId, clean: true, version: verdict.version });
  });
}

/** Takes a file out of everybody's reach until somebody decides about it, and tells its owner. */
export function quarantine(ctx: Ctx, row: DocumentRow, verdict: Verdict, signature: string): Promise<void> {
  const { id: documentId, ownerId } = row;
  return inTransaction({ ...ctx, now: new Date() }, async (tx) => {
    const undecided = { decidedBy: null, decidedAt: null, reason: null };
    const changed = await tx.db
      .update(documents)
      .set({ ...keptOf(verdict, tx.now), ...undecided, state: "quarantined", failure: null, attempts: 0, dueAt: null })
      .where(leased(row))
      .returning({ id: documents.id });
    if (changed.length === 0) return;
    await emit(tx, "document.scanned", { documentId, ownerId, clean: false, version: verdict.version });
    await emit(tx, "document.quarantined", { documentId, ownerId, scanner: "clamav", signature });
    await tell(tx, ownerId, "file-quarantined", {});
  });
}

/** What was found; null: nothing. A file that the scanner would not look at as a whole was not found clean. */
export function signatureOf(verdict: Verdict): string | null {
  if (verdict.kind === "infected") return verdict.signature;
  return verdict.kind === "too-large" ? "too-large" : null;
}

/** What a row keeps of a scan. */
export const keptOf = (verdict: Verdict, at: Date) =>
  ({
    scanner: "clamav",
    signature: signatureOf(verdict),
    signaturesVersion: verdict.version,
    scannedAt: at,
  }) as const;
