import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import { documents } from "#db/schema/documents.ts";
import type { Denial } from "#lib/access/policy.ts";
import { refusal, refusalOfOwn } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { tell } from "#lib/identity/tell.ts";
import { type HolderCtx, inTransaction } from "#lib/platform/context.ts";
import { env } from "#lib/platform/env.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { attachWithin, mayAttachTo } from "./attach-documents.ts";
import { sealFileKey } from "./file-of.ts";
import { cleanName } from "./inspect/file-name.ts";
import { findingWeights, type Inspection } from "./inspect/inspection.ts";
import { findByContent } from "./queries.ts";
import { runReader } from "./reading/run-reader.ts";
import type { AcceptedFile, FileRefusal } from "./schema.ts";
import { isDiskFull } from "./store/blob-store.ts";
import { openFile, type StoredFile } from "./store/open-file.ts";
import { incomingFolder, openStore } from "./store/open-store.ts";
import { receiveFile } from "./store/receive-file.ts";
import { wakeProcessor } from "./wake.ts";

export type Upload = {
  /** As the person's machine calls it. */
  name: string;
  /** The conversation it is to ground, if it was dropped into one. */
  conversationId: string | null;
  source: AsyncIterable<Uint8Array>;
};

/**
 * Takes in a file: sealed as it arrives, looked into by a process of its own, then stored. Nothing stays of one that is
 * refused. The same file twice is recognised for one owner, and is the same document. What follows, the scan and the
 * reading, happens by itself afterwards.
 */
export async function acceptFile(
  ctx: HolderCtx,
  { name: given, conversationId, source }: Upload,
  signal: AbortSignal,
): Promise<Result<AcceptedFile, FileRefusal | Denial | "conversation-not-found">> {
  const denied =
    (await refusal(ctx, "document.create", {})) ??
    (conversationId === null ? null : await refusalOfOwn(ctx, "conversation.write"));
  if (denied) return fail(denied);
  if (conversationId !== null && !(await mayAttachTo(ctx, conversationId))) return fail("conversation-not-found");
  const refuse = async (reason: FileRefusal) => {
    await emit(ctx, "document.refused", { reason });
    return fail(reason);
  };
  const name = cleanName(given);
  if (!name.ok) return refuse(name.error);

  const id = uuidv7();
  const path = join(incomingFolder(), id);
  const key = randomBytes(32);
  const received = await receiveFile(source, { path, key, id }, signal);
  if (!received.ok) return refuse(received.error);
  const file = { id, key, size: received.value.size, sha256: received.value.sha256 };
  try {
    const known = await takeKnown(ctx, file, conversationId);
    if (known !== null) return ok(known);
    const inspected = await runReader({ task: "inspect", name: name.value }, readPath(path, file), signal);
    if (!inspected.ok) return await refuse(inspected.refusal);
    return ok(await keep(ctx, { file, path, name: name.value, conversationId, inspected }));
  } catch (error) {
    if (signal.aborted) return await refuse("broken-off");
    if (isDiskFull(error)) return await refuse("disk-full");
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

/** The conversation may have been deleted while the file came in; then it is in the library alone. */
async function attach(tx: HolderCtx, conversationId: string | null, documentId: string): Promise<void> {
  if (conversationId !== null && (await mayAttachTo(tx, conversationId)))
    await attachWithin(tx, conversationId, [documentId]);
}

/** The document that has this very content already, attached like a new one. */
async function takeKnown(ctx: HolderCtx, { sha256 }: StoredFile, conversationId: string | null) {
  const box = await accountBox(ctx.db, ctx.actor.id);
  const known = await findByContent(ctx.db, ctx.actor.id, contentIndex(box, sha256));
  if (known === null) return null;
  await inTransaction(ctx, (tx) => attach(tx, conversationId, known.id));
  return { documentId: known.id, state: known.state, isKnown: true };
}

type Kept = {
  file: StoredFile;
  path: string;
  name: string;
  conversationId: string | null;
  inspected: Extract<Inspection, { ok: true }>;
};

async function keep(ctx: HolderCtx, { file, path, name, conversationId, inspected }: Kept): Promise<AcceptedFile> {
  const store = await openStore();
  await store.put(file.id, path);
  const box = await accountBox(ctx.db, ctx.actor.id);
  const { state, ...judged } = judge(ctx, inspected);
  const row = {
    id: file.id,
    ownerId: ctx.actor.id,
    name: box.seal("documents.name", file.id, name),
    kind: inspected.kind,
    size: file.size,
    contentIndex: contentIndex(box, file.sha256),
    fileKey: sealFileKey(box, file),
    state,
    ...judged,
    createdAt: ctx.now,
    dueAt: state === "quarantined" ? null : ctx.now,
  };
  try {
    const isNew = await inTransaction(ctx, async (tx) => {
      const added = await tx.db
        .insert(documents)
        .values(row)
        .onConflictDoNothing({ target: [documents.ownerId, documents.contentIndex] })
        .returning({ id: documents.id });
      if (added.length === 0) return false;
      await emit(tx, "document.accepted", { documentId: file.id, kind: inspected.kind, size: file.size });
      if (judged.signature !== null) {
        const hit = { documentId: file.id, ownerId: ctx.actor.id, signature: judged.signature };
        await emit(tx, "document.quarantined", { ...hit, scanner: "built-in" });
        await tell(tx, ctx.actor.id, "file-quarantined", {});
      }
      await attach(tx, conversationId, file.id);
      return true;
    });
    if (isNew) {
      wakeProcessor();
      return { documentId: file.id, state, isKnown: false };
    }
  } catch (error) {
    await store.remove(file.id);
    throw error;
  }
  // The same file came in at the same moment, and was quicker.
  await store.remove(file.id);
  return (await takeKnown(ctx, file, conversationId)) as AcceptedFile;
}

/** What the built-in checks say: a hit goes no further; without another scanner their word is all there is. */
function judge({ now }: HolderCtx, { findings }: Kept["inspected"]) {
  const hit = findings.find(({ code }) => findingWeights[code] === "hit")?.code ?? null;
  if (hit !== null) return { state: "quarantined", scanner: "built-in", signature: hit, scannedAt: now } as const;
  if (env().clamd !== null) return { state: "scanning", scanner: null, signature: null, scannedAt: null } as const;
  return { state: "extracting", scanner: "built-in", signature: null, scannedAt: now } as const;
}

const contentIndex = (box: Awaited<ReturnType<typeof accountBox>>, sha256: Buffer) =>
  box.blind("document.content", sha256.toString("hex"));

/** Opens a sealed file that is not in the store yet. */
function readPath(path: string, file: StoredFile): AsyncIterable<Buffer> {
  const read = (_id: string, from = 0, to = Number.POSITIVE_INFINITY) =>
    createReadStream(path, { start: from, end: to - 1 }) as AsyncIterable<Buffer>;
  return openFile({ read }, file);
}
