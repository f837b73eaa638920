import { createHash, randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { BlobStore } from "./blob-store.ts";
import { type ByteRange, openFile, type StoredFile } from "./open-file.ts";
import { FileDamagedError } from "./open-segments.ts";
import { cutSegments, segmentSealer } from "./seal-segments.ts";
import { HEADER_BYTES, SEALED_SEGMENT_BYTES, SEGMENT_BYTES, sealedBytes } from "./segments.ts";

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function all(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const chunk of chunks) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts);
}

/** `sealed` as it lies in the store; `content` is what went in. */
async function sealedFile(size: number, of: Partial<StoredFile> = {}, chunkBytes = 50_000) {
  const content = randomBytes(size);
  const sha256 = createHash("sha256").update(content).digest();
  const file: StoredFile = { id: randomUUID(), key: randomBytes(32), size, sha256, ...of };
  const sealer = segmentSealer(file.key, file.id);
  const parts = [sealer.header];
  for await (const segment of cutSegments(inChunks(content, chunkBytes))) parts.push(Buffer.from(sealer.seal(segment)));
  return { content, file, sealed: Buffer.concat(parts) };
}

/** Reads from these bytes, in chunks that fit no segment. */
function open(sealed: Buffer, file: StoredFile, range?: ByteRange): Promise<Buffer> {
  const read: BlobStore["read"] = (_id, from = 0, to) => inChunks(sealed.subarray(from, to), 10_007);
  return all(openFile({ read } as BlobStore, file, range));
}

const segment = (sealed: Buffer, number: number) =>
  sealed.subarray(HEADER_BYTES + number * SEALED_SEGMENT_BYTES, HEADER_BYTES + (number + 1) * SEALED_SEGMENT_BYTES);

const flipped = (bytes: Buffer, at: number) => {
  const copy = Buffer.from(bytes);
  copy[at] = (copy[at] as number) ^ 1;
  return copy;
};

const SIZES = [0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 3 * SEGMENT_BYTES, 3 * SEGMENT_BYTES + 17];

test.each(SIZES)("a content of %i bytes opens as it was, and takes what is computed beforehand", async (size) => {
  const { content, file, sealed } = await sealedFile(size);
  expect((await open(sealed, file)).equals(content)).toBe(true);
  expect(sealed.length).toBe(sealedBytes(size));
});

test.each([1, 7, SEGMENT_BYTES, 1_000_000])(
  "how the content arrives (%i bytes at a time) changes nothing",
  async (chunk) => {
    const { content, file, sealed } = await sealedFile(2 * SEGMENT_BYTES + 5, {}, chunk);
    expect((await open(sealed, file)).equals(content)).toBe(true);
  },
);

test("the same content under the same key is sealed differently each time, so that no nonce is used twice", async () => {
  const key = randomBytes(32);
  const id = randomUUID();
  const one = segmentSealer(key, id);
  const two = segmentSealer(key, id);
  const nothing = { bytes: Buffer.alloc(100), last: true };
  expect(one.header).not.toEqual(two.header);
  const ciphertext = (sealer: typeof one) => Buffer.from(sealer.seal(nothing)).subarray(0, 100);
  expect(ciphertext(one)).not.toEqual(ciphertext(two));
  expect(ciphertext(one)).not.toEqual(ciphertext(one)); // nor for two segments of one file
});

describe("what was altered does not open:", () => {
  test("any bit of a small file", async () => {
    const { file, sealed } = await sealedFile(60);
    for (let at = 0; at < sealed.length; at++)
      await expect(open(flipped(sealed, at), file), `byte ${at}`).rejects.toThrow(FileDamagedError);
  });

  test("any byte of the header, body or tag of each segment of a large one", async () => {
    const { file, sealed } = await sealedFile(3 * SEGMENT_BYTES);
    const bodies = [0, 1, 2].map((number) => HEADER_BYTES + number * SEALED_SEGMENT_BYTES + 4_711);
    const tags = [1, 2, 3].map((number) => HEADER_BYTES + number * SEALED_SEGMENT_BYTES - 1);
    for (const at of [...Array(HEADER_BYTES).keys(), ...bodies, ...tags])
      await expect(open(flipped(sealed, at), file), `byte ${at}`).rejects.toThrow(FileDamagedError);
  });

  test("a file cut anywhere, at the boundaries of segments and around them, or to nothing", async () => {
    const { file, sealed } = await sealedFile(3 * SEGMENT_BYTES);
    const boundaries = [0, 1, 2].map((number) => HEADER_BYTES + number * SEALED_SEGMENT_BYTES);
    const cuts = [0, 1, ...boundaries.flatMap((at) => [at - 1, at, at + 1, at + 16]), sealed.length - 1];
    for (const at of cuts)
      await expect(open(sealed.subarray(0, at), file), `at ${at}`).rejects.toThrow(FileDamagedError);
  });

  test("a file cut at a boundary does not open either when its row is cut to fit", async () => {
    const { content, file, sealed } = await sealedFile(3 * SEGMENT_BYTES);
    for (const kept of [1, 2]) {
      const size = kept * SEGMENT_BYTES;
      const sha256 = createHash("sha256").update(content.subarray(0, size)).digest();
      await expect(open(sealed.subarray(0, sealedBytes(size)), { ...file, size, sha256 })).rejects.toThrow(
        FileDamagedError,
      );
    }
  });

  test("segments swapped, repeated, left out, or with something behind them", async () => {
    const { file, sealed } = await sealedFile(4 * SEGMENT_BYTES);
    const header = sealed.subarray(0, HEADER_BYTES);
    const [a, b, c, d] = [0, 1, 2, 3].map((number) => segment(sealed, number)) as [Buffer, Buffer, Buffer, Buffer];
    const more = [a, b, c, d, d.subarray(0, 1)];
    for (const order of [[b, a, c, d], [a, a, c, d], [a, b, d, c], [a, c, d], [a, b, c, d, d], more, [d, b, c, a]])
      await expect(open(Buffer.concat([header, ...order]), file)).rejects.toThrow(FileDamagedError);
    expect((await open(Buffer.concat([header, a, b, c, d]), file)).length).toBe(file.size);
  });

  test("a segment in another's place, where only a range is read and no hash could tell", async () => {
    const { file, sealed } = await sealedFile(3 * SEGMENT_BYTES);
    for (const place of [0, 1, 2])
      for (const number of [0, 1, 2]) {
        const moved = Buffer.from(sealed);
        segment(sealed, number).copy(segment(moved, place));
        const range = { start: place * SEGMENT_BYTES + 1, end: (place + 1) * SEGMENT_BYTES };
        if (number === place) expect((await open(moved, file, range)).length).toBe(SEGMENT_BYTES - 1);
        else await expect(open(moved, file, range)).rejects.toThrow(FileDamagedError);
      }
  });

  test("segments of another file, or of the same one sealed at another time", async () => {
    const { file, sealed } = await sealedFile(2 * SEGMENT_BYTES);
    const { sealed: again } = await sealedFile(2 * SEGMENT_BYTES, file);
    await expect(
      open(Buffer.concat([sealed.subarray(0, HEADER_BYTES), segment(again, 0), segment(sealed, 1)]), file),
    ).rejects.toThrow(FileDamagedError);
    await expect(open(again, file)).rejects.toThrow(FileDamagedError); // whole, but not the content of the row
  });

  test("a whole file under another id or key", async () => {
    const { file, sealed } = await sealedFile(100);
    await expect(open(sealed, { ...file, id: randomUUID() })).rejects.toThrow(FileDamagedError);
    await expect(open(sealed, { ...file, key: randomBytes(32) })).rejects.toThrow(FileDamagedError);
  });

  test("an empty file that had content, and a size that is off by one", async () => {
    const { file, sealed } = await sealedFile(SEGMENT_BYTES);
    for (const size of [0, SEGMENT_BYTES - 1, SEGMENT_BYTES + 1])
      await expect(open(sealed, { ...file, size })).rejects.toThrow(FileDamagedError);
  });

  test("content with another hash: its last segment never comes out", async () => {
    const { file, sealed } = await sealedFile(2 * SEGMENT_BYTES + 10);
    const seen: number[] = [];
    const read: BlobStore["read"] = () => inChunks(sealed, 10_007);
    const reading = async () => {
      for await (const bytes of openFile({ read } as BlobStore, { ...file, sha256: randomBytes(32) }))
        seen.push(bytes.length);
    };
    await expect(reading()).rejects.toThrow(FileDamagedError);
    expect(seen).toEqual([SEGMENT_BYTES, SEGMENT_BYTES]);
  });
});

describe("a range", () => {
  const S = SEGMENT_BYTES;
  const size = 3 * S + 17;
  const edges = [-5, 0, 1, S - 1, S, S + 1, 2 * S, 3 * S - 1, 3 * S, 3 * S + 16, size, size + 1, size + S];
  const pairs = edges.flatMap((start) => edges.map((end) => ({ start, end })));

  test("gives just its bytes, and nothing where it is empty, turned round or beyond the end", async () => {
    const { content, file, sealed } = await sealedFile(size);
    for (const range of pairs) {
      const expected = content.subarray(Math.max(0, range.start), Math.max(0, range.end));
      expect((await open(sealed, file, range)).equals(expected), JSON.stringify(range)).toBe(true);
    }
  });

  test("of a content that fills its segments ends where it ends", async () => {
    const { content, file, sealed } = await sealedFile(2 * S);
    expect((await open(sealed, file, { start: 2 * S - 1, end: 9 * S })).equals(content.subarray(2 * S - 1))).toBe(true);
    expect((await open(sealed, file, { start: 2 * S, end: 3 * S })).length).toBe(0);
  });

  test("reads no other segments than its own, and of those every bit counts", async () => {
    const { content, file, sealed } = await sealedFile(size);
    const range = { start: S + 10, end: S + 20 };
    const elsewhere = flipped(flipped(sealed, HEADER_BYTES + 5), sealed.length - 1);
    expect(await open(elsewhere, file, range)).toEqual(content.subarray(S + 10, S + 20));
    const inside = flipped(sealed, HEADER_BYTES + SEALED_SEGMENT_BYTES + 50_000);
    await expect(open(inside, file, range)).rejects.toThrow(FileDamagedError);
    await expect(open(flipped(sealed, 3), file, range)).rejects.toThrow(FileDamagedError);
    await expect(open(sealed.subarray(0, HEADER_BYTES + SEALED_SEGMENT_BYTES), file, range)).rejects.toThrow(
      FileDamagedError,
    );
  });
});
