import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { settings } from "#db/schema/instance.ts";
import { openLink } from "#lib/identity/links/open-link.ts";
import { importLimits } from "#lib/identity/numbers.ts";
import { importPeople } from "#lib/identity/people/import-people.ts";
import { listInvitations } from "#lib/identity/people/queries.ts";
import { ImportPeople } from "#lib/identity/people/schema.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import { fail } from "#lib/platform/result.ts";
import { refreshSettings } from "#lib/settings/queries.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { eventsOf, minutes } from "#tests/support/requests.ts";
import { inRollback } from "#tests/support/rollback.ts";

async function told(result: ReturnType<typeof importPeople>) {
  const answer = await result;
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

const list = `email,name,role
new@example.org,New Person,user
up@example.org,,moderator
same@example.org,,user
not an address,,user
king@example.org,,king
new@example.org,,admin
`;

async function house(tx: Db) {
  const admin = await aPerson(tx, { role: "admin", email: "admin@example.org" });
  const up = await aPerson(tx, { email: "up@example.org" });
  await aPerson(tx, { email: "same@example.org" });
  return { admin, up };
}

describe("a dry run", () => {
  test("tells for each line what would happen, and does nothing", () =>
    inRollback(async (tx) => {
      const { admin } = await house(tx);
      const { lines, done, invitations } = await told(importPeople(admin, { text: list }));
      expect(lines.map(({ line, outcome, from, reason }) => [line, outcome, from, reason])).toEqual([
        [2, "invite", null, null],
        [3, "change-role", "user", null],
        [4, "nothing", "user", "has-it"],
        [5, "error", null, "email"],
        [6, "error", null, "role"],
        [7, "error", null, "duplicate"],
      ]);
      expect([done, invitations]).toEqual([false, []]);
      expect(await listInvitations(tx, now)).toEqual([]);
      expect(await eventsOf(tx, "account.role-changed")).toEqual([]);
      expect(await eventsOf(tx, "people.imported")).toEqual([]);
    }));

  test("knows who was invited already, and does not change the one who imports", () =>
    inRollback(async (tx) => {
      const { admin } = await house(tx);
      const { code } = await told(importPeople(admin, { text: list }));
      await told(importPeople(admin, { text: list, confirm: code }));
      const again = await told(importPeople(admin, { text: `${list}admin@example.org,,user\n` }));
      expect(again.lines.map(({ outcome, reason }) => reason ?? outcome)).toEqual([
        ...["invited", "has-it", "has-it", "email", "role", "duplicate"],
        "not-yourself",
      ]);
    }));
});

describe("confirmed", () => {
  test("the plan is carried out as it was shown, each role with its consequences", () =>
    inRollback(async (tx) => {
      const { admin, up } = await house(tx);
      const { code } = await told(importPeople(admin, { text: list }));
      const { done, invitations } = await told(importPeople(admin, { text: list, confirm: code }));
      expect(done).toBe(true);
      expect(invitations).toMatchObject([{ email: "new@example.org", name: "New Person", role: "user" }]);
      const link = await openLink(anonymousCtx(tx), { token: invitations[0]?.token ?? "" });
      expect(link).toMatchObject({ ok: true, value: { role: "user", email: "new@example.org" } });
      expect(await checkSession({ db: tx, now }, up.actor.sessionId)).toEqual(fail("ended"));
      const [changed] = await tx.select().from(accounts).where(eq(accounts.id, up.actor.id));
      expect(changed?.role).toBe("moderator");
      expect(await eventsOf(tx, "account.invited")).toHaveLength(1);
      expect(await eventsOf(tx, "people.imported")).toEqual([{ invited: 1, changed: 1, skipped: 4 }]);
    }));

  test("nothing is done when something has changed since it was shown", () =>
    inRollback(async (tx) => {
      const { admin, up } = await house(tx);
      const { code } = await told(importPeople(admin, { text: list }));
      await tx.update(accounts).set({ role: "premium" }).where(eq(accounts.id, up.actor.id));
      expect(await importPeople(admin, { text: list, confirm: code })).toEqual(fail("list-changed"));
      expect(await listInvitations(tx, now)).toEqual([]);
      const { code: newer } = await told(importPeople(admin, { text: list }));
      expect((await importPeople(admin, { text: list, confirm: newer })).ok).toBe(true);
    }));
});

test("importing is for administrators with a fresh sign-in", () =>
  inRollback(async (tx) => {
    const { admin } = await house(tx);
    const moderator = await aPerson(tx, { role: "moderator" });
    expect(await importPeople(moderator, { text: list })).toEqual(fail("not-allowed"));
    expect(await importPeople({ ...admin, now: minutes(15.01) }, { text: list })).toEqual(fail("stale-sign-in"));
    expect((await importPeople({ ...admin, now: minutes(15) }, { text: list })).ok).toBe(true);
  }));

test("where nobody can be invited, a list still changes roles", () =>
  inRollback(async (tx) => {
    const { admin } = await house(tx);
    await tx.insert(settings).values({ key: "signUp", value: "closed", changedAt: now });
    await refreshSettings(tx);
    try {
      const { lines } = await told(importPeople(admin, { text: list }));
      expect(lines.slice(0, 2).map(({ outcome, reason }) => [outcome, reason])).toEqual([
        ["error", "sign-up-closed"],
        ["change-role", null],
      ]);
    } finally {
      await tx.delete(settings).where(eq(settings.key, "signUp"));
      await refreshSettings(tx);
    }
  }));

describe("a file", () => {
  const read = (text: string) =>
    new Promise<unknown>((resolve) =>
      inRollback(async (tx) => {
        const admin = await aPerson(tx, { role: "admin" });
        const answer = await importPeople(admin, { text });
        resolve(answer.ok ? answer.value.lines.map(({ email, name, role }) => [email, name, role]) : answer.error);
      }),
    );
  const someone = [["a@example.org", "Ada, Countess", "user"]];

  test.each([
    ["with commas", 'email,name,role\na@example.org,"Ada, Countess",user\n', someone],
    [
      "with semicolons and a byte order mark",
      "\uFEFFE-Mail;email;name;role\r\n;A@Example.org ;Ada, Countess;USER\r\n",
      someone,
    ],
    [
      "with tabs, in another order, with empty lines",
      "role\tname\temail\n\nuser\tAda, Countess\ta@example.org\n\n",
      someone,
    ],
    ["without names", "role,email\nuser,a@example.org", [["a@example.org", null, "user"]]],
    ["without roles", "email,name\na@example.org,Ada", "list-columns"],
    ["without lines", "email,role\n", "list-empty"],
    ["that is empty", "", "list-columns"],
    ["with a quote that is never closed", 'email,role\n"a@example.org,user\n', "list-unreadable"],
    ["in another encoding", "email,name,role\na@example.org,J\uFFFDrg,user", "list-not-utf8"],
    ["with a line of five thousand characters", `email,role\n${"x".repeat(5_000)},user`, "list-unreadable"],
  ])("%s is read as its author meant it, or refused with the reason", async (_, text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  test("of two thousand lines is taken, of one more it is not; nor is one over a megabyte", async () => {
    const lines = (count: number) =>
      `email,role\n${Array.from({ length: count }, (_, at) => `p${at}@example.org,user`).join("\n")}`;
    expect(await read(lines(importLimits.rows))).toHaveLength(importLimits.rows);
    expect(await read(lines(importLimits.rows + 1))).toBe("list-too-long");
    const fits = (length: number) => ImportPeople.safeParse({ text: "x".repeat(length) }).success;
    expect([fits(importLimits.bytes), fits(importLimits.bytes + 1)]).toEqual([true, false]);
  });
});
