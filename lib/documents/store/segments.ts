import { createSecretKey } from "node:crypto";

/**
 * How a file lies in the store, format 1: a header (format version, 7 random bytes), then the content in segments of
 * 64 KiB, each sealed with AES-256-GCM (ciphertext, tag). It is the STREAM construction (Hoang, Reyhanitabar, Rogaway,
 * Vizár, "Online Authenticated-Encryption and its Nonce-Reuse Misuse-Resistance", 2015): the nonce is the header's random
 * bytes, the segment's number and whether it is the last one, so that none can be moved, repeated, left out or cut off.
 * Associated data: the header and the file's id, so that none opens in another file.
 */
export const FORMAT = 1;
export const HEADER_BYTES = 8;
/** Part of the format: another size is another format. */
export const SEGMENT_BYTES = 64 * 1024;
export const TAG_BYTES = 16;
export const SEALED_SEGMENT_BYTES = SEGMENT_BYTES + TAG_BYTES;

const NONCE_BYTES = 12;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** 32 random bytes of one file alone. */
export type FileKey = Buffer;

/** An id is a lower-case UUID and nothing else: it becomes a path, and part of what segments are bound to. Throws. */
export function requireFileId(id: string): string {
  if (!UUID.test(id)) throw new Error("A file's id must be a UUID.");
  return id;
}

/** How many segments a content of `size` bytes has: an empty one has one, too, so that its end is sealed. */
export function countSegments(size: number): number {
  return Math.max(1, Math.ceil(size / SEGMENT_BYTES));
}

/** What the content of `size` bytes takes in the store. */
export function sealedBytes(size: number): number {
  return HEADER_BYTES + size + countSegments(size) * TAG_BYTES;
}

/** What is the same for all segments of a file. The nonce is written anew into one buffer for each. */
export function segmentCrypto(key: FileKey, id: string, header: Buffer) {
  const nonce = Buffer.alloc(NONCE_BYTES);
  header.copy(nonce, 0, 1, HEADER_BYTES);
  return {
    // As a KeyObject: raw bytes would be made into one for every segment.
    key: createSecretKey(key),
    associatedData: Buffer.concat([header, Buffer.from(requireFileId(id).replaceAll("-", ""), "hex")]),
    nonceFor(number: number, last: boolean): Buffer {
      nonce.writeUInt32BE(number, HEADER_BYTES - 1);
      nonce[NONCE_BYTES - 1] = last ? 1 : 0;
      return nonce;
    },
  };
}
