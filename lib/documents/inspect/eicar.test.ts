import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { eicarText, isEicar } from "./eicar.ts";

const followedBy = (rest: string) => Buffer.from(eicarText() + rest);

test("the EICAR test file is its 68 characters, and white space up to 128", () => {
  expect(eicarText()).toHaveLength(68);
  expect(isEicar(followedBy(""))).toBe(true);
  expect(isEicar(followedBy("\r\n \t\x1a"))).toBe(true);
  expect(isEicar(followedBy(" ".repeat(60)))).toBe(true);
  expect(isEicar(followedBy(" ".repeat(61)))).toBe(false);
  expect(isEicar(followedBy("x"))).toBe(false);
  expect(isEicar(Buffer.from(` ${eicarText()}`))).toBe(false);
  expect(isEicar(followedBy("").subarray(1))).toBe(false);
});

test("its characters stand together nowhere in the source, so that no scanner takes the source for it", () => {
  const folders = [import.meta.dirname, join(import.meta.dirname, "../../../tests/support")];
  for (const folder of folders) {
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name), "latin1")).not.toContain(eicarText());
  }
});
