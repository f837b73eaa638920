import { expect, test } from "vitest";
import { safeBack } from "./back.ts";

test.each(["/chat", "/settings/security", "/admin/events?name=x", "/chat/0193-a#b"])(
  "%s is a place to go back to",
  (next) => {
    expect(safeBack(next)).toBe(next);
  },
);

test.each([
  "//evil.example",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/\t/evil.example",
  "/a\\b",
  "",
  undefined,
  ["/chat"],
  "/api/auth/signout",
  "/sign-in?next=/sign-in",
  `/${"a".repeat(600)}`,
])("%s leads to the chat instead", (next) => expect(safeBack(next)).toBe("/chat"));
