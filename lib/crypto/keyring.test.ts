import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { parseKeyring, unwrapDataKey, wrapDataKey } from "./keyring.ts";

const one = randomBytes(32).toString("base64");
const two = randomBytes(32).toString("base64");
const dataKey = randomBytes(32);

test("the first key of the ring is the current one, and older ones still open", () => {
  const before = parseKeyring(`1:${one}`);
  const { wrapped, masterVersion } = wrapDataKey(before, "id", "owner", dataKey);
  const after = parseKeyring(`2:${two},1:${one}`);
  expect(after.current).toBe(2);
  expect(unwrapDataKey(after, "id", "owner", wrapped, masterVersion)).toEqual(dataKey);
});

test("a data key opens only for its own row and owner", () => {
  const ring = parseKeyring(`1:${one}`);
  const { wrapped } = wrapDataKey(ring, "id", "owner", dataKey);
  expect(() => unwrapDataKey(ring, "id", "somebody else", wrapped, 1)).toThrow("does not open");
  expect(() => unwrapDataKey(ring, "another", "owner", wrapped, 1)).toThrow("does not open");
  expect(() => unwrapDataKey(ring, "id", "owner", wrapped, 9)).toThrow("Master key 9 is needed");
});

test.each([
  ["", "empty"],
  ["nonsense", "pairs of version:base64"],
  [`1:${randomBytes(31).toString("base64")}`, "must be 32 bytes"],
  [`1:${Buffer.alloc(32).toString("base64")}`, "too simple"],
  [`1:${one},1:${two}`, "cannot be used twice"],
])("a ring that is wrong is refused with a sentence that holds no key (%#)", (text, sentence) => {
  expect(() => parseKeyring(text)).toThrow(sentence);
  expect(() => parseKeyring(text)).not.toThrow(one.slice(0, 10));
});
