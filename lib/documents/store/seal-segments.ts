import { createCipheriv, randomBytes } from "node:crypto";
import {
  type FileKey,
  FORMAT,
  HEADER_BYTES,
  SEALED_SEGMENT_BYTES,
  SEGMENT_BYTES,
  segmentCrypto,
  TAG_BYTES,
} from "./segments.ts";

/** A piece of the content, 64 KiB but for the last. Its bytes are good until the next one is asked for. */
export type Segment = { bytes: Buffer; last: boolean };

/** Cuts a stream of chunks of any size into segments, at least one, through one buffer. */
export async function* cutSegments(source: AsyncIterable<Uint8Array>): AsyncGenerator<Segment> {
  const buffer = Buffer.allocUnsafe(SEGMENT_BYTES);
  let filled = 0;
  for await (const chunk of source) {
    for (let at = 0; at < chunk.length; ) {
      // A full segment waits until more comes: only then is it known not to be the last.
      if (filled === SEGMENT_BYTES) {
        yield { bytes: buffer, last: false };
        filled = 0;
      }
      const taken = Math.min(SEGMENT_BYTES - filled, chunk.length - at);
      buffer.set(chunk.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
    }
  }
  yield { bytes: buffer.subarray(0, filled), last: true };
}

/**
 * Seals the segments of one file in their order. `header` comes first in the store; what `seal` answers (ciphertext, tag)
 * is good until the next call.
 */
export function segmentSealer(key: FileKey, id: string): { header: Buffer; seal(segment: Segment): Buffer } {
  const header = Buffer.concat([Buffer.from([FORMAT]), randomBytes(HEADER_BYTES - 1)]);
  const { key: aesKey, associatedData, nonceFor } = segmentCrypto(key, id, header);
  const sealed = Buffer.allocUnsafe(SEALED_SEGMENT_BYTES);
  let number = 0;
  return {
    header,
    seal({ bytes, last }) {
      const cipher = createCipheriv("aes-256-gcm", aesKey, nonceFor(number++, last), { authTagLength: TAG_BYTES });
      cipher.setAAD(associatedData);
      cipher.update(bytes).copy(sealed);
      cipher.final();
      cipher.getAuthTag().copy(sealed, bytes.length);
      return sealed.subarray(0, bytes.length + TAG_BYTES);
    },
  };
}
