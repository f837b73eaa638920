import { createHash } from "node:crypto";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { fileLimits } from "#lib/documents/numbers.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { isDiskFull } from "./blob-store.ts";
import { cutSegments, segmentSealer } from "./seal-segments.ts";
import type { FileKey } from "./segments.ts";
import { encodingDetector, type TextEncoding } from "./text-encoding.ts";

/** How much of the beginning is kept readable, to tell the type by. Bytes. */
const HEAD_BYTES = 4_100;

export type Received = {
  /** Bytes of the plain content. */
  size: number;
  /** Of the plain content. */
  sha256: Buffer;
  /** The first 4,100 bytes. */
  head: Buffer;
  /** Null when the content is no text. */
  encoding: TextEncoding | null;
};

export type ReceiveRefusal = "too-large" | "empty" | "disk-full" | "broken-off";

type Place = {
  /** Must not exist. Its folder is made when it is missing. */
  path: string;
  /** Fresh, for this file alone. */
  key: FileKey;
  id: string;
  /** Bytes; an administrator's number, else that of NUMBERS.md. */
  limit?: number;
};

/** Thrown through the pipeline and answered as a value at its end. */
class Refused extends Error {
  readonly refusal: ReceiveRefusal;
  constructor(refusal: ReceiveRefusal) {
    super(refusal);
    this.refusal = refusal;
  }
}

/**
 * Takes in an upload and seals it as it arrives: nothing readable ever lies on disk, and never more than a segment of it
 * in memory. Unless it answers ok, nothing stays at `path`. `broken-off`: the source failed, or `signal` was aborted.
 */
export async function receiveFile(
  source: AsyncIterable<Uint8Array>,
  into: Place,
  signal: AbortSignal,
): Promise<Result<Received, ReceiveRefusal>> {
  let file: FileHandle | null = null;
  try {
    await mkdir(dirname(into.path), { recursive: true, mode: 0o700 });
    file = await open(into.path, "wx", 0o600);
    const received = await sealInto(file, capped(source, into.limit ?? fileLimits.bytes, signal), into);
    if (signal.aborted) throw new Refused("broken-off");
    // Some file systems tell only now that there was no room.
    await file.close();
    return ok(received);
  } catch (error) {
    if (file !== null) {
      await file.close().catch(() => {});
      await rm(into.path, { force: true });
    }
    if (error instanceof Refused) return fail(error.refusal);
    if (isDiskFull(error)) return fail("disk-full");
    throw error;
  }
}

async function sealInto(file: FileHandle, source: AsyncIterable<Uint8Array>, { key, id }: Place): Promise<Received> {
  const hash = createHash("sha256");
  const text = encodingDetector();
  const sealer = segmentSealer(key, id);
  let size = 0;
  let head: Buffer | null = null;
  await write(file, sealer.header);
  for await (const segment of cutSegments(source)) {
    if (segment.bytes.length === 0) throw new Refused("empty");
    size += segment.bytes.length;
    head ??= Buffer.from(segment.bytes.subarray(0, HEAD_BYTES));
    hash.update(segment.bytes);
    text.write(segment.bytes);
    await write(file, sealer.seal(segment));
  }
  return { size, sha256: hash.digest(), head: head ?? Buffer.alloc(0), encoding: text.end() };
}

/** A write may take less than it is given, as the last one on a full disk does. */
async function write(file: FileHandle, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += (await file.write(bytes, at)).bytesWritten;
}

/** The source until it is too much. Ends with {@link Refused} at once when `signal` is aborted, however the source hangs. */
async function* capped(
  source: AsyncIterable<Uint8Array>,
  limit: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  let stop = () => {};
  const onAbort = () => stop();
  signal.addEventListener("abort", onAbort);
  // A new promise for each step: racing each against one that lives as long as the upload would keep them all in memory.
  const next = () =>
    new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      const brokenOff = () => reject(new Refused("broken-off"));
      stop = brokenOff;
      if (signal.aborted) brokenOff();
      else chunks.next().then(resolve, brokenOff);
    });
  try {
    let size = 0;
    for (let step = await next(); step.done !== true; step = await next()) {
      size += step.value.byteLength;
      if (size > limit) throw new Refused("too-large");
      yield step.value;
    }
  } finally {
    signal.removeEventListener("abort", onAbort);
    // Not awaited: a source that hangs would hang here, too.
    chunks.return?.().catch(() => {});
  }
}
