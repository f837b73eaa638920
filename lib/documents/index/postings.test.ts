import { expect, test } from "vitest";
import { type Posting, packPostings, readPostings } from "./postings.ts";

function unpack(packed: Buffer): Posting[] {
  const postings: Posting[] = [];
  readPostings(packed, (ordinal, count, length) => postings.push({ ordinal, count, length }));
  return postings;
}

test("postings are packed into five bytes each and read back", () => {
  const postings = [
    { ordinal: 0, count: 1, length: 0 },
    { ordinal: 19_999, count: 255, length: 65_535 },
  ];
  expect(packPostings(postings).length).toBe(10);
  expect(unpack(packPostings(postings))).toEqual(postings);
  expect(unpack(packPostings([]))).toEqual([]);
});

test("counts and lengths beyond their bytes are the largest that fit", () => {
  expect(unpack(packPostings([{ ordinal: 3, count: 1_000, length: 100_000 }]))).toEqual([
    { ordinal: 3, count: 255, length: 65_535 },
  ]);
});

test("bytes that were cut off are an error, not other postings", () => {
  const packed = packPostings([{ ordinal: 1, count: 1, length: 1 }]);
  expect(() => unpack(packed.subarray(0, 4))).toThrow(RangeError);
});
