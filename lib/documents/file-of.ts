import type { documents } from "#db/schema/documents.ts";
import type { Box } from "#lib/crypto/box.ts";
import type { StoredFile } from "./store/open-file.ts";

type Row = Pick<typeof documents.$inferSelect, "id" | "size" | "fileKey">;

/** What is sealed in a row so that its file can be opened: the file's own key, and the SHA-256 of its content. */
export function sealFileKey(box: Box, { id, key, sha256 }: Omit<StoredFile, "size">): Buffer {
  const words = { key: key.toString("base64"), sha256: sha256.toString("base64") };
  return box.seal("documents.file_key", id, JSON.stringify(words));
}

/** The file of a row, ready to be opened. `box` is the owner's. */
export function fileOf(box: Box, { id, size, fileKey }: Row): StoredFile {
  const { key, sha256 } = JSON.parse(box.open("documents.file_key", id, fileKey)) as Record<string, string>;
  return { id, size, key: Buffer.from(key ?? "", "base64"), sha256: Buffer.from(sha256 ?? "", "base64") };
}
