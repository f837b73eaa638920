import { asc, lte, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { log } from "#lib/platform/log.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { endDamaged } from "./end-damaged.ts";
import { fileOf } from "./file-of.ts";
import { postpone } from "./lease.ts";
import { processing } from "./numbers.ts";
import type { DocumentRow } from "./queries.ts";
import { readDocument } from "./read-document.ts";
import { scanDocument } from "./scan-document.ts";
import { BlobMissingError } from "./store/blob-store.ts";
import { openFile } from "./store/open-file.ts";
import { FileDamagedError } from "./store/open-segments.ts";
import { openStore } from "./store/open-store.ts";

/** Takes the next steps that are due, at most `most` at the same time; answers how many were taken. */
export async function processDocuments(
  db: Db,
  now: Date,
  signal: AbortSignal,
  most: number = processing.atOnce,
): Promise<number> {
  const ctx: Ctx = { ...systemCtx({ kind: "system", job: "documents" }), db, now };
  const taken = await take(ctx, most);
  await Promise.all(taken.map((row) => step(ctx, row, signal)));
  return taken.length;
}

/**
 * Leases documents to this process, so that no other works on them meanwhile. A process that dies with one in hand leaves
 * it to be taken again when the lease is over.
 */
function take({ db, now }: Ctx, most: number): Promise<DocumentRow[]> {
  const due = db
    .select({ id: documents.id })
    .from(documents)
    .where(lte(documents.dueAt, now))
    .orderBy(asc(documents.dueAt))
    .limit(most)
    .for("update", { skipLocked: true });
  return db
    .update(documents)
    .set({ attempts: sql`${documents.attempts} + 1`, dueAt: new Date(now.getTime() + processing.lease) })
    .where(sql`${documents.id} = any(array(${due}))`)
    .returning();
}

async function step(ctx: Ctx, row: DocumentRow, signal: AbortSignal): Promise<void> {
  try {
    const file = fileOf(await accountBox(ctx.db, row.ownerId), row);
    const store = await openStore();
    const content = () => openFile(store, file);
    if (row.state === "scanning") await scanDocument(ctx, row, content, signal);
    else await readDocument(ctx, row, content, signal);
  } catch (error) {
    // This process stops: the document need not wait for the lease to end.
    if (signal.aborted) return await postpone(ctx, row);
    if (error instanceof FileDamagedError || error instanceof BlobMissingError) return await endDamaged(ctx, row);
    // Something is away: the store, a library, the worker's program. None of that is the file's fault.
    log().warn({ err: error, documentId: row.id, attempts: row.attempts }, "a document could not be worked on");
    await postpone(ctx, row);
  }
}
