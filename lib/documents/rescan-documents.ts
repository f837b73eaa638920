import { and, inArray, isNull, lt, ne, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { documents } from "#db/schema/documents.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { log } from "#lib/platform/log.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { endDamaged } from "./end-damaged.ts";
import { fileOf } from "./file-of.ts";
import { leased } from "./lease.ts";
import { rescanning } from "./numbers.ts";
import { type DocumentRow, findDocument } from "./queries.ts";
import type { ScannerVersion } from "./scan/clamd.ts";
import { scanBytes, scanner } from "./scan/scan-bytes.ts";
import { keptOf, quarantine, signatureOf, type Verdict } from "./scan-document.ts";
import { openFile } from "./store/open-file.ts";
import { FileDamagedError } from "./store/open-segments.ts";
import { openStore } from "./store/open-store.ts";

/**
 * Looks again at documents that were scanned with other signatures than the scanner has now, or by the built-in checks
 * alone. Meanwhile they stay as they are, to be read and asked; a hit takes them away. One after the other, so that new
 * uploads find the scanner free. Answers how many were looked at.
 */
export async function rescanDocuments(
  db: Db,
  now: Date,
  signal: AbortSignal,
  most: number = rescanning.most,
): Promise<number> {
  const version = await scanner()
    ?.version()
    .catch(() => null);
  if (!version) return 0;
  const ctx: Ctx = { ...systemCtx({ kind: "system", job: "files.rescan" }), db, now };
  let looked = 0;
  for (const id of await findOutdated(ctx, version, most)) {
    if (signal.aborted) break;
    const row = await findDocument(db, id);
    if (row === null || !isAtRest(row)) continue;
    try {
      if ((await rescan(ctx, row, signal)) === "scanner-away") break;
      looked += 1;
    } catch (error) {
      if (signal.aborted) break;
      // Its file may be out of reach for now; that is no reason to take a document away that could be read until now.
      log().warn({ err: error, documentId: id }, "a document could not be scanned again");
    }
  }
  return looked;
}

async function rescan(ctx: Ctx, row: DocumentRow, signal: AbortSignal): Promise<"scanner-away" | "done"> {
  const file = fileOf(await accountBox(ctx.db, row.ownerId), row);
  try {
    const verdict = await scanBytes(openFile(await openStore(), file), signal);
    if (verdict.kind !== "unavailable") await judge(ctx, row, verdict);
    else if (verdict.reason === "no-connection") return "scanner-away";
  } catch (error) {
    if (!(error instanceof FileDamagedError)) throw error;
    await endDamaged(ctx, row);
  }
  return "done";
}

async function judge(ctx: Ctx, row: DocumentRow, verdict: Verdict): Promise<void> {
  const signature = signatureOf(verdict);
  // What somebody let out of quarantine stays out for what they knew of, and only for that.
  const wasReleased = row.decidedAt !== null;
  if (signature !== null && !(wasReleased && signature === row.signature))
    return quarantine(ctx, row, verdict, signature);
  const { scanner: by, signature: found, ...when } = keptOf(verdict, new Date());
  await ctx.db
    .update(documents)
    .set(wasReleased ? when : { ...when, scanner: by, signature: found })
    .where(leased(row));
}

/** Ids in no order, so that a file on which the scanner breaks down does not hold up the same others each time. */
async function findOutdated({ db, now }: Ctx, { name, date }: ScannerVersion, most: number): Promise<string[]> {
  const isOther = sql`${documents.signaturesVersion} is distinct from ${name}`;
  const longAgo = lt(documents.scannedAt, new Date(now.getTime() - rescanning.undatedAfter));
  const rows = await db
    .select({ id: documents.id })
    .from(documents)
    .where(
      and(
        inArray(documents.state, ["ready", "failed"]),
        isNull(documents.dueAt),
        or(isNull(documents.failure), ne(documents.failure, "damaged")),
        date === null ? or(isOther, longAgo) : isOther,
      ),
    )
    .orderBy(sql`random()`)
    .limit(most);
  return rows.map(({ id }) => id);
}

/** It may have been deleted, or taken into quarantine, since it was listed. */
const isAtRest = ({ state, dueAt }: DocumentRow) => (state === "ready" || state === "failed") && dueAt === null;
