import { describe, expect, test } from "vitest";
import type { Actor } from "#lib/platform/context.ts";
import { denial, type Permission, policy } from "./policy.ts";
import { type Role, roles } from "./schema.ts";

const now = new Date("2026-11-22T12:00:00Z");
const as = (role: Role, minutesAgo = 0): Actor => ({
  kind: "person",
  id: "me",
  role,
  sessionId: "s",
  signedInAt: new Date(now.getTime() - minutesAgo * 60_000),
  endsAt: new Date("2026-11-29T12:00:00Z"),
  delegated: [],
  glass: [],
});

test("changing a setting needs a sign-in of at most fifteen minutes", () => {
  expect(denial(as("admin", 15), "setting.change", {}, now)).toBeNull();
  expect(denial(as("admin", 15.01), "setting.change", {}, now)).toBe("stale-sign-in");
});

test("nobody reads another person's conversation, administrators neither", () => {
  for (const role of roles) {
    expect(denial(as(role), "conversation.read", { ownerId: "me" }, now)).toBeNull();
    expect(denial(as(role), "conversation.read", { ownerId: "other" }, now)).toBe("not-allowed");
  }
});

test("each role holds what the roles below it hold", () => {
  const held = (role: Role) =>
    (Object.keys(policy) as Permission[]).filter(
      (permission) => denial(as(role), permission, { ownerId: "me" } as never, now) === null,
    );
  for (const [index, role] of roles.entries()) {
    const below = roles[index - 1];
    if (below) expect(held(role)).toEqual(expect.arrayContaining(held(below)));
  }
  expect(held("user")).not.toContain("moderation.open");
  expect(held("moderator")).not.toContain("administration.open");
  expect(held("admin")).toHaveLength(Object.keys(policy).length);
});

describe("who is not signed in", () => {
  test.each(Object.keys(policy) as Permission[])("may not %s", (permission) => {
    expect(denial({ kind: "anonymous" }, permission, {} as never, now)).toBe("signed-out");
  });
});
