import { createHash, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import type { StoredFile } from "#lib/documents/store/open-file.ts";
import { receiveFile } from "#lib/documents/store/receive-file.ts";

/** A content that was received into `folder` and lies there sealed. */
export async function receivedFile(
  folder: string,
  size = 200_000,
): Promise<{ file: StoredFile; path: string; content: Buffer }> {
  const content = randomBytes(size);
  const sha256 = createHash("sha256").update(content).digest();
  const file = { id: randomUUID(), key: randomBytes(32), size, sha256 };
  const path = join(folder, file.id);
  const received = await receiveFile(chunksOf(content), { ...file, path }, new AbortController().signal);
  if (!received.ok) throw new Error(received.error);
  return { file, path, content };
}

/** As a socket gives them. */
export async function* chunksOf(content: Buffer, size = 65_536): AsyncGenerator<Buffer> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size);
}

export async function readAll(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
