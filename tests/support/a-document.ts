import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import { documents } from "#db/schema/documents.ts";
import type { Label } from "#lib/access/labels.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { sealFileKey } from "#lib/documents/file-of.ts";
import { cutPassages } from "#lib/documents/index/cut-passages.ts";
import { indexDocument } from "#lib/documents/index/index-document.ts";
import type { DocumentState } from "#lib/documents/schema.ts";
import { incomingFolder, openStore } from "#lib/documents/store/open-store.ts";
import { receiveFile } from "#lib/documents/store/receive-file.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { chunksOf } from "./files.ts";

type Of = { name?: string; content?: string; label?: Label; state?: DocumentState; signature?: string };

/** A text file of the person, stored and, unless another state is given, read; quicker than an upload. Answers its id. */
export async function aDocument({ db, actor, now }: PersonCtx, of: Of = {}): Promise<string> {
  const [id, key] = [uuidv7(), randomBytes(32)];
  const { name = "plan.txt", content = `A plan of its own: ${id}.`, state = "ready", label = "internal" } = of;
  const path = join(incomingFolder(), id);
  const received = await receiveFile(chunksOf(Buffer.from(content)), { path, key, id }, new AbortController().signal);
  if (!received.ok) throw new Error(received.error);
  const { size, sha256 } = received.value;
  await (await openStore()).put(id, path);
  const box = await accountBox(db, actor.id);
  const whole = { text: content, heading: null, page: null, isHeading: false };
  const passages = state === "ready" ? cutPassages([whole]) : [];
  await db.insert(documents).values({
    ...{ id, ownerId: actor.id, kind: "txt", size, label, state, createdAt: now },
    name: box.seal("documents.name", id, name),
    contentIndex: box.blind("document.content", sha256.toString("hex")),
    fileKey: sealFileKey(box, { id, key, sha256 }),
    ...(state !== "scanning" && { scanner: "built-in" as const, scannedAt: now }),
    signature: of.signature ?? (state === "quarantined" ? "eicar" : null),
    ...(state === "ready" && { passageCount: passages.length, language: "en" as const }),
    dueAt: state === "scanning" || state === "extracting" ? now : null,
  });
  if (state === "ready") await indexDocument(db, box, { ownerId: actor.id, documentId: id }, passages, "en");
  return id;
}
