import { refusal, refusalOfOwn } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { fileOf } from "./file-of.ts";
import { findDocument } from "./queries.ts";
import type { OneDocument } from "./schema.ts";
import { type ByteRange, openFile } from "./store/open-file.ts";
import { openStore } from "./store/open-store.ts";

/** The content of a document of one's own, to be downloaded. What is or was in quarantine stays where it is. */
export async function openDocument(ctx: HolderCtx, { documentId }: OneDocument) {
  const denied = await refusalOfOwn(ctx, "document.read");
  if (denied) return fail(denied);
  const document = await findDocument(ctx.db, documentId);
  if (document === null || (await refusal(ctx, "document.read", document, documentId)))
    return fail("document-not-found");
  if (document.state === "quarantined" || document.state === "scanning" || document.state === "destroyed")
    return fail("document-not-scanned");
  const box = await accountBox(ctx.db, document.ownerId);
  const store = await openStore();
  const file = fileOf(box, document);
  await emit(ctx, "document.downloaded", { documentId });
  return ok({
    name: box.open("documents.name", document.id, document.name),
    kind: document.kind,
    size: document.size,
    /** The same content has the same one: browsers and programs go on where they stopped only if it is still the same. */
    tag: `"${file.sha256.toString("base64url").slice(0, 22)}"`,
    read: (range?: ByteRange) => openFile(store, file, range),
  });
}
