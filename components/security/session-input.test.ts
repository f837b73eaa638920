import { expect, test } from "vitest";
import { roles } from "#lib/access/schema.ts";
import { sessionBounds } from "#lib/identity/numbers.ts";
import { SessionRules } from "#lib/settings/schema.ts";
import { readSessions, sessionField, sessionParts } from "./session-input.ts";

const standard = { idleMinutes: 60, absoluteHours: 24, most: 2 };
const rows = roles.map((role) => ({ role, standard }));

function form(role: string, numbers: Partial<Record<(typeof sessionParts)[number], string>>): FormData {
  const data = new FormData();
  for (const part of sessionParts) data.set(sessionField(role, part), numbers[part] ?? "");
  return data;
}

test("an empty field means the standard, so that an empty form sets every role to it", () => {
  expect(readSessions(rows, new FormData())).toEqual({
    ok: true,
    value: Object.fromEntries(roles.map((role) => [role, standard])),
  });
  expect(readSessions(rows, form("admin", { most: " 1 " }))).toMatchObject({
    ok: true,
    value: { admin: { ...standard, most: 1 }, user: standard },
  });
});

test.each(["0", "-1", "1.5", "x", "1e2", "999999999999"])("%s names the role it stands at", (wrong) => {
  for (const part of sessionParts) {
    expect(readSessions(rows, form("moderator", { [part]: wrong }))).toEqual({ ok: false, role: "moderator" });
  }
});

test("what the form lets through the server takes, and no more", () => {
  for (const part of sessionParts) {
    const { min, max } = sessionBounds[part];
    const fits = (value: number) =>
      SessionRules.safeParse(Object.fromEntries(roles.map((role) => [role, { ...standard, [part]: value }]))).success;
    const passes = (value: number) => readSessions(rows, form("admin", { [part]: String(value) })).ok;
    expect([min - 1, min, max, max + 1].map(fits)).toEqual([false, true, true, false]);
    expect([min - 1, min, max, max + 1].map(passes)).toEqual([false, true, true, false]);
  }
});
