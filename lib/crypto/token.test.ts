import { expect, test } from "vitest";
import { hashToken, isWellFormedToken, newToken } from "./token.ts";

test("a token shows its kind, and a mistyped one is recognised without a look-up", () => {
  const token = newToken("cvs_setup");
  expect(token).toMatch(/^cvs_setup_[\w-]{43}_[0-9a-f]{8}$/);
  expect(isWellFormedToken(token, "cvs_setup")).toBe(true);
  expect(isWellFormedToken(token, "cvs_invite")).toBe(false);
  const swapped = token.replace(/.(?=_[0-9a-f]{8}$)/, (last) => (last === "A" ? "B" : "A"));
  expect(isWellFormedToken(swapped, "cvs_setup")).toBe(false);
  expect(isWellFormedToken(`${token}x`, "cvs_setup")).toBe(false);
  expect(isWellFormedToken("", "cvs_setup")).toBe(false);
});

test("two tokens are never the same, and their hashes neither", () => {
  const [a, b] = [newToken("cvs_invite"), newToken("cvs_invite")];
  expect(a).not.toBe(b);
  expect(hashToken(a).equals(hashToken(b))).toBe(false);
});
