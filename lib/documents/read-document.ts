import { documents } from "#db/schema/documents.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { cutPassages } from "./index/cut-passages.ts";
import { indexDocument } from "./index/index-document.ts";
import { languageOf } from "./index/language.ts";
import { leased } from "./lease.ts";
import { fileLimits } from "./numbers.ts";
import type { DocumentRow } from "./queries.ts";
import { runReader } from "./reading/run-reader.ts";
import type { ReadingFailure } from "./schema.ts";

/** Reads the text out of a file in a process of its own, and makes it findable. */
export async function readDocument(
  ctx: Ctx,
  row: DocumentRow,
  content: () => AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<void> {
  const extracted = await runReader({ task: "extract", kind: row.kind }, content(), signal);
  if (!extracted.ok) return end(ctx, row, extracted.failure);
  const passages = cutPassages(extracted.blocks);
  if (passages.length > fileLimits.passages) return end(ctx, row, "too-long");
  const language = languageOf(extracted.blocks.map(({ text }) => text).join("\n"));
  const box = await accountBox(ctx.db, row.ownerId);
  const { id: documentId, ownerId } = row;
  await inTransaction({ ...ctx, now: new Date() }, async (tx) => {
    const ready = { state: "ready", failure: null, language, dueAt: null, attempts: 0 } as const;
    const changed = await tx.db
      .update(documents)
      .set({ ...ready, pages: extracted.pages, passageCount: passages.length })
      .where(leased(row))
      .returning({ id: documents.id });
    if (changed.length === 0) return;
    await indexDocument(tx.db, box, { ownerId, documentId }, passages, language);
    await emit(tx, "document.ready", { documentId, ownerId, passages: passages.length });
  });
}

/** It stays, to be downloaded, and says why nothing can be asked of it. */
function end(ctx: Ctx, row: DocumentRow, failure: ReadingFailure): Promise<void> {
  return inTransaction({ ...ctx, now: new Date() }, async (tx) => {
    const changed = await tx.db
      .update(documents)
      .set({ state: "failed", failure, dueAt: null })
      .where(leased(row))
      .returning({ id: documents.id });
    if (changed.length > 0) await emit(tx, "document.failed", { documentId: row.id, ownerId: row.ownerId, failure });
  });
}
