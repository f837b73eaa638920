import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { decrypt, encrypt } from "./aead.ts";

const hex = (text: string) => Buffer.from(text, "hex");

type Vector = { key: string; iv: string; aad: string; msg: string; ct: string; tag: string };

const key = "feffe9928665731c6d6a8f9467308308".repeat(2);
/** Test cases 13, 14 and 16 of McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B. */
const published: Vector[] = [
  { key: "00".repeat(32), iv: "00".repeat(12), aad: "", msg: "", ct: "", tag: "530f8afbc74536b9a963b4f1c4cb738b" },
  {
    key: "00".repeat(32),
    iv: "00".repeat(12),
    aad: "",
    msg: "00".repeat(16),
    ct: "cea7403d4d606b6e074ec5d3baf39d18",
    tag: "d0d1c8a799996bf0265b98b5d48ab919",
  },
  {
    key,
    iv: "cafebabefacedbaddecaf888",
    aad: "feedfacedeadbeeffeedfacedeadbeefabaddad2",
    msg:
      "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72" +
      "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
    ct:
      "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa" +
      "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662",
    tag: "76fc6ece0f4e1768cddf8853bb2d551b",
  },
];

test.each(published)("AES-256-GCM gives the published ciphertext and tag (%#)", (v) => {
  const sealed = Buffer.concat([hex(v.iv), hex(v.ct), hex(v.tag)]);
  expect(encrypt(hex(v.key), hex(v.msg), hex(v.aad), hex(v.iv))).toEqual(sealed);
  expect(decrypt(hex(v.key), sealed, hex(v.aad))).toEqual(hex(v.msg));
});

// Project Wycheproof's vectors, where the folder of test data is at hand.
const file = join(process.env.CORPORA_DIR ?? "", "crypto", "aes_gcm_test.json");
type Group = { keySize: number; ivSize: number; tagSize: number; tests: (Vector & { tcId: number; result: string })[] };
const groups = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as { testGroups: Group[] }).testGroups : [];
const ours = groups.filter((group) => group.keySize === 256 && group.ivSize === 96 && group.tagSize === 128);
const vectors = ours.flatMap((group) => group.tests);

describe.skipIf(vectors.length === 0)("AES-256-GCM agrees with Project Wycheproof", () => {
  test("valid vectors encrypt and open, invalid ones are refused", () => {
    expect(new Set(vectors.map((vector) => vector.result))).toEqual(new Set(["valid", "invalid"]));
    for (const v of vectors) {
      const sealed = Buffer.concat([hex(v.iv), hex(v.ct), hex(v.tag)]);
      const opened = decrypt(hex(v.key), sealed, hex(v.aad));
      expect([v.tcId, opened?.toString("hex")]).toEqual([v.tcId, v.result === "valid" ? v.msg : undefined]);
    }
  });
});
