import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { openBox, UnsealError } from "./box.ts";

const keyId = "01930000-0000-7000-8000-000000000001";
const key = randomBytes(32);
const box = openBox(keyId, key);

describe("a sealed value", () => {
  const sealed = box.seal("accounts.name", "row-1", "Grüße 👋");

  test("opens at its place", () => expect(box.open("accounts.name", "row-1", sealed)).toBe("Grüße 👋"));

  test("does not open in another row, another column or with another key", () => {
    expect(() => box.open("accounts.name", "row-2", sealed)).toThrow(UnsealError);
    expect(() => box.open("accounts.email", "row-1", sealed)).toThrow(UnsealError);
    expect(() => openBox(keyId, randomBytes(32)).open("accounts.name", "row-1", sealed)).toThrow(UnsealError);
    expect(() => openBox(keyId.replace(/1$/, "2"), key).open("accounts.name", "row-1", sealed)).toThrow(UnsealError);
  });

  test("does not open with any single bit flipped", () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const altered = Buffer.from(sealed);
      altered[at] = (altered[at] as number) ^ 1;
      expect(() => box.open("accounts.name", "row-1", altered)).toThrow(UnsealError);
    }
  });

  test("does not open when truncated to any length", () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(() => box.open("accounts.name", "row-1", sealed.subarray(0, length))).toThrow(UnsealError);
    }
  });

  test("differs each time the same text is sealed", () => {
    expect(box.seal("accounts.name", "row-1", "x").equals(box.seal("accounts.name", "row-1", "x"))).toBe(false);
  });
});
