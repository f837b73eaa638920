import { createHash } from "node:crypto";
import type { BlobStore } from "./blob-store.ts";
import { FileDamagedError, segmentOpener } from "./open-segments.ts";
import {
  countSegments,
  type FileKey,
  HEADER_BYTES,
  SEALED_SEGMENT_BYTES,
  SEGMENT_BYTES,
  TAG_BYTES,
} from "./segments.ts";
import { byteTaker } from "./take-bytes.ts";

/** A file as its row tells of it. */
export type StoredFile = {
  id: string;
  key: FileKey;
  /** Bytes of the plain content. */
  size: number;
  /** Of the plain content. */
  sha256: Buffer;
};

/** From `start` up to, not including, `end`; what lies outside the file is left out. */
export type ByteRange = { start: number; end: number };

/**
 * The plain content, or a range of it. Every segment is authenticated before a byte of it comes out. Read as a whole, the
 * hash is checked before the last segment comes out, so that whoever gets to the end has the right content. Throws
 * {@link FileDamagedError}, and `BlobMissingError` when the store has no such file.
 */
export async function* openFile(
  store: Pick<BlobStore, "read">,
  file: StoredFile,
  range?: ByteRange,
): AsyncGenerator<Buffer> {
  const start = Math.max(0, range?.start ?? 0);
  const end = Math.min(file.size, range?.end ?? file.size);
  const whole = start === 0 && end === file.size;
  if (start >= end && !whole) return;

  const first = Math.floor(start / SEGMENT_BYTES);
  const afterLast = countSegments(end);
  const sealed = byteTaker(
    // To the very end, so that anything behind the last segment shows.
    whole ? store.read(file.id) : store.read(file.id, first === 0 ? 0 : offsetOf(first), offsetOf(afterLast)),
  );
  try {
    const open = segmentOpener(
      file.key,
      file.id,
      await (first === 0 ? sealed.take(HEADER_BYTES) : readHeader(store, file.id)),
    );
    const hash = whole ? createHash("sha256") : null;
    for (let number = first; number < afterLast; number++) {
      const at = number * SEGMENT_BYTES;
      const length = Math.min(SEGMENT_BYTES, file.size - at);
      const bytes = open(number, at + length === file.size, await sealed.take(length + TAG_BYTES));
      hash?.update(bytes);
      if (
        hash !== null &&
        number === afterLast - 1 &&
        ((await sealed.take(1)).length > 0 || !hash.digest().equals(file.sha256))
      )
        throw new FileDamagedError(file.id);
      yield bytes.subarray(Math.max(0, start - at), Math.min(length, end - at));
    }
  } finally {
    await sealed.close();
  }
}

const offsetOf = (segment: number) => HEADER_BYTES + segment * SEALED_SEGMENT_BYTES;

async function readHeader(store: Pick<BlobStore, "read">, id: string): Promise<Buffer> {
  const bytes = byteTaker(store.read(id, 0, HEADER_BYTES));
  try {
    return await bytes.take(HEADER_BYTES);
  } finally {
    await bytes.close();
  }
}
