import { argon2Sync } from "node:crypto";
import { expect, test } from "vitest";
import { hashPassword, verifyPassword } from "./password.ts";

test("a password verifies against its own hash only, and equal passwords hash differently", async () => {
  const [a, b] = await Promise.all([hashPassword("correct horse battery"), hashPassword("correct horse battery")]);
  expect(a).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
  expect(a).not.toBe(b);
  expect(await verifyPassword(a, "correct horse battery")).toBe(true);
  expect(await verifyPassword(a, "correct horse batterz")).toBe(false);
});

test("the same characters typed in another normal form are the same password", async () => {
  expect(await verifyPassword(await hashPassword("Grüße-über-Ämter"), "Grüße-über-Ämter".normalize("NFD"))).toBe(true);
});

test("no account, no password and a damaged hash are all a no", async () => {
  expect(await verifyPassword(null, "x")).toBe(false);
  expect(await verifyPassword("", "x")).toBe(false);
  expect(await verifyPassword("$argon2id$v=19$m=65536,t=3,p=1$AAAA$", "x")).toBe(false);
});

test("Argon2id is the one of RFC 9106, section 5.3", () => {
  const tag = argon2Sync("argon2id", {
    message: Buffer.alloc(32, 1),
    nonce: Buffer.alloc(16, 2),
    secret: Buffer.alloc(8, 3),
    associatedData: Buffer.alloc(12, 4),
    parallelism: 4,
    tagLength: 32,
    memory: 32,
    passes: 3,
  });
  expect(tag.toString("hex")).toBe("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
});
