import { Secret, TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { RecoveryCode, TotpCode } from "./schema.ts";
import { newTotpSecret, secretGroups, stepOfCode, totpUri } from "./totp.ts";

// RFC 6238, appendix B: the SHA-1 secret and its codes; with six digits, the last six of the eight that stand there.
const secret = Secret.fromLatin1("12345678901234567890").base32;
const vectors = [
  [59, "287082"],
  [1_111_111_109, "081804"],
  [1_111_111_111, "050471"],
  [1_234_567_890, "005924"],
  [2_000_000_000, "279037"],
  [20_000_000_000, "353130"],
] as const;
const at = (seconds: number) => new Date(seconds * 1000);
const stepAt = (seconds: number) => Math.floor(seconds / 30);

test.each(vectors)("at %i seconds the code is %s, as RFC 6238 says", (seconds, code) => {
  expect(stepOfCode(secret, code, at(seconds))).toBe(stepAt(seconds));
});

describe("a clock may be off", () => {
  const [middle, code] = vectors[3];
  const start = stepAt(middle) * 30;

  test("by one step to either side, and not by a second more", () => {
    expect(stepOfCode(secret, code, at(start - 30))).toBe(stepAt(middle));
    expect(stepOfCode(secret, code, at(start + 59))).toBe(stepAt(middle));
    expect(stepOfCode(secret, code, at(start - 31))).toBeNull();
    expect(stepOfCode(secret, code, at(start + 60))).toBeNull();
  });

  test("and the step told is that of the code, whenever it comes, so that it can be remembered", () => {
    for (const late of [-30, -1, 0, 29, 30, 59]) {
      expect(stepOfCode(secret, code, at(start + late))).toBe(stepAt(middle));
    }
  });
});

test("every secret is new and has 160 bits", () => {
  const secrets = Array.from({ length: 50 }, newTotpSecret);
  expect(new Set(secrets).size).toBe(50);
  for (const each of secrets) expect(Secret.fromBase32(each).bytes).toHaveLength(20);
});

test("the address of the QR code brings the same codes into an app, and names place and account", () => {
  const fresh = newTotpSecret();
  const uri = totpUri(fresh, "anna+work@example.org");
  expect(uri).toMatch(/^otpauth:\/\/totp\/ConvoSphere:anna%2Bwork%40example\.org\?/);
  const query = new URL(uri).searchParams;
  expect(Object.fromEntries(query)).toEqual({
    ...{ issuer: "ConvoSphere", secret: fresh },
    ...{ algorithm: "SHA1", digits: "6", period: "30" },
  });
  const app = new TOTP({ secret: query.get("secret") as string });
  expect(stepOfCode(fresh, app.generate({ timestamp: 90_000 }), at(90))).toBe(3);
});

test("a secret to type stands in groups of four and loses nothing", () => {
  const fresh = newTotpSecret();
  expect(
    secretGroups(fresh)
      .split(" ")
      .map((group) => group.length),
  ).toEqual(Array(8).fill(4));
  expect(secretGroups(fresh).replaceAll(" ", "")).toBe(fresh);
});

describe("codes as people type them", () => {
  test.each(["123456", " 123 456 ", "123-456", "１２３４５６"])("%j is 123456", (typed) => {
    expect(TotpCode.parse(typed)).toBe("123456");
  });
  test.each(["12345", "1234567", "12345a", ""])("%j is no code", (typed) => {
    expect(TotpCode.safeParse(typed).success).toBe(false);
  });
  test("a recovery code is the same without its hyphens, in capitals, and with letters that look alike", () => {
    for (const typed of ["10ab-cdef-ghjk", "10abcdefghjk", "10AB CDEF GHJK", "IOab-cdef-ghjk", "lOab-cdef-ghjk"]) {
      expect(RecoveryCode.parse(typed)).toBe("10abcdefghjk");
    }
    expect(RecoveryCode.safeParse("10ab-cdef-ghj").success).toBe(false);
    expect(RecoveryCode.safeParse("10ab-cdef-ghju").success).toBe(false);
  });
});
