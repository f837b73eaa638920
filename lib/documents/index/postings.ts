/** Where a term stands: in which passage of a document, how often, and how long that passage is in terms. */
export type Posting = { ordinal: number; count: number; length: number };

/** Ordinal (2 bytes), count (1), length (2); big-endian. */
export const POSTING_BYTES = 5;
const MOST = { count: 0xff, length: 0xffff };

export function packPostings(postings: readonly Posting[]): Buffer {
  const packed = Buffer.alloc(postings.length * POSTING_BYTES);
  postings.forEach(({ ordinal, count, length }, index) => {
    const at = index * POSTING_BYTES;
    packed.writeUInt16BE(ordinal, at);
    packed.writeUInt8(Math.min(count, MOST.count), at + 2);
    packed.writeUInt16BE(Math.min(length, MOST.length), at + 3);
  });
  return packed;
}

/** Calls `visit` for each posting. Throws a RangeError when the bytes are cut off. */
export function readPostings(packed: Buffer, visit: (ordinal: number, count: number, length: number) => void): void {
  for (let at = 0; at < packed.length; at += POSTING_BYTES)
    visit(packed.readUInt16BE(at), packed.readUInt8(at + 2), packed.readUInt16BE(at + 3));
}
