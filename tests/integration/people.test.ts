import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { totpFactors } from "#db/schema/factors.ts";
import { mails, throttles } from "#db/schema/sessions.ts";
import type { Role } from "#lib/access/schema.ts";
import { blindIndex } from "#lib/crypto/data-keys.ts";
import { removeFactors, setSuspended } from "#lib/identity/operate-accounts.ts";
import { changeRole } from "#lib/identity/people/change-role.ts";
import { endSessionsOfPerson } from "#lib/identity/people/end-sessions-of-person.ts";
import { findPerson, listPeople } from "#lib/identity/people/queries.ts";
import { requireFactor } from "#lib/identity/people/require-factor.ts";
import { suspendPerson } from "#lib/identity/people/suspend-person.ts";
import { unlockPerson } from "#lib/identity/people/unlock-person.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { isWaiting, takePasswordAttempt } from "#lib/identity/throttle.ts";
import type { Ctx, PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { eventsOf, minutes } from "#tests/support/requests.ts";
import { inRollback } from "#tests/support/rollback.ts";

const later = <C extends Ctx>(ctx: C, count: number): C => ({ ...ctx, now: minutes(count) });
const check = (ctx: PersonCtx) => checkSession({ db: ctx.db, now: ctx.now }, ctx.actor.sessionId);
const roleOf = async (db: Db, id: string) =>
  (await db.select({ role: accounts.role }).from(accounts).where(eq(accounts.id, id)))[0]?.role;

/** Nobody else administers the instance of this test. */
async function alone(tx: Db): Promise<PersonCtx> {
  await tx.update(accounts).set({ role: "user" }).where(eq(accounts.role, "admin"));
  return aPerson(tx, { role: "admin" });
}

type Action = (ctx: PersonCtx, accountId: string) => Promise<unknown>;
const actions: [name: string, permission: string, Action][] = [
  ["change a role", "person.change-role", (ctx, accountId) => changeRole(ctx, { accountId, role: "premium" })],
  ["suspend", "person.suspend", (ctx, accountId) => suspendPerson(ctx, { accountId, suspended: true })],
  ["end sessions", "person.end-sessions", (ctx, accountId) => endSessionsOfPerson(ctx, { accountId })],
  ["require a factor", "person.require-factor", (ctx, accountId) => requireFactor(ctx, { accountId, required: true })],
  ["unlock", "person.unlock", (ctx, accountId) => unlockPerson(ctx, { accountId })],
];

describe.each(actions)("to %s", (_, permission, act) => {
  test.each(["user", "premium", "moderator"] as const)(
    "is refused to the role %s, changes nothing and leaves evidence",
    (role) =>
      inRollback(async (tx) => {
        const [person, target] = [await aPerson(tx, { role }), await aPerson(tx)];
        const before = await tx.select().from(accounts).where(eq(accounts.id, target.actor.id));
        expect(await act(person, target.actor.id)).toEqual(fail("not-allowed"));
        expect(await tx.select().from(accounts).where(eq(accounts.id, target.actor.id))).toEqual(before);
        expect((await check(target)).ok).toBe(true);
        expect(await eventsOf(tx, "access.denied")).toEqual([
          { permission, reason: "not-allowed", resourceId: target.actor.id },
        ]);
      }),
  );

  test("an administrator needs a sign-in of at most fifteen minutes", () =>
    inRollback(async (tx) => {
      const [admin, target] = [await aPerson(tx, { role: "admin" }), await aPerson(tx)];
      expect(await act(later(admin, 15.01), target.actor.id)).toEqual(fail("stale-sign-in"));
      expect(await act(later(admin, 15), target.actor.id)).toMatchObject({ ok: true });
    }));

  test("takes somebody who is there", () =>
    inRollback(async (tx) => {
      const admin = await aPerson(tx, { role: "admin" });
      expect(await act(admin, admin.actor.sessionId)).toEqual(fail("person-not-found"));
    }));

  test("who was demoted while the request was on its way changes nothing any more", () =>
    inRollback(async (tx) => {
      const [admin, target] = [await aPerson(tx, { role: "admin" }), await aPerson(tx)];
      await tx.update(accounts).set({ role: "user" }).where(eq(accounts.id, admin.actor.id));
      expect(await act(admin, target.actor.id)).toEqual(fail("not-allowed"));
      expect((await check(target)).ok).toBe(true);
    }));
});

describe("changing a role", () => {
  test("holds at the person's next request, ends their sessions, and is told", () =>
    inRollback(async (tx) => {
      const [admin, target] = [await aPerson(tx, { role: "admin" }), await aPerson(tx)];
      await startSession(target, { id: target.actor.id, role: "user" }, { method: "password" });
      expect(await changeRole(admin, { accountId: target.actor.id, role: "moderator" })).toEqual(ok(2));
      expect(await check(target)).toEqual(fail("ended"));
      expect(await roleOf(tx, target.actor.id)).toBe("moderator");
      const told = { accountId: target.actor.id, kind: "role-changed" };
      expect(await tx.select().from(mails).where(eq(mails.kind, "role-changed"))).toMatchObject([told]);
      expect(await eventsOf(tx, "account.role-changed")).toEqual([
        { accountId: target.actor.id, from: "user", to: "moderator", by: "administrator" },
      ]);
      expect(await eventsOf(tx, "session.ended")).toEqual([
        { accountId: target.actor.id, count: 2, reason: "role-changed" },
      ]);
    }));

  test("the last active administrator stays one; with a second one they may go, and keep the session they are in", () =>
    inRollback(async (tx) => {
      const admin = await alone(tx);
      const demote = () => changeRole(admin, { accountId: admin.actor.id, role: "user" });
      expect(await demote()).toEqual(fail("last-administrator"));
      expect(await roleOf(tx, admin.actor.id)).toBe("admin");
      const second = await aPerson(tx, { role: "admin" });
      await tx.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, second.actor.id));
      expect(await demote()).toEqual(fail("last-administrator"));
      await tx.update(accounts).set({ state: "active" }).where(eq(accounts.id, second.actor.id));
      const elsewhere = await startSession(admin, { id: admin.actor.id, role: "admin" }, { method: "password" });
      expect(await demote()).toEqual(ok(1));
      expect(await check(admin)).toMatchObject({ ok: true, value: { role: "user" } });
      expect(await checkSession({ db: tx, now }, elsewhere.sessionId)).toEqual(fail("ended"));
    }));

  test("nobody raises anybody above themselves, whatever the table of permissions says", async () => {
    const { roleFault } = await import("#lib/identity/people/administrators.ts");
    const as = (role: Role) => ({ actor: { kind: "person", id: "me", role } }) as unknown as Ctx;
    const target = { id: "other", role: "user" } as const;
    expect(roleFault(as("moderator"), new Set(), target, "admin")).toBe("role-too-high");
    expect(roleFault(as("moderator"), new Set(), target, "moderator")).toBeNull();
    expect(roleFault(as("admin"), new Set(["me"]), target, "admin")).toBeNull();
  });
});

describe("suspending", () => {
  test("ends every session at once, and restoring lets in again without giving them back", () =>
    inRollback(async (tx) => {
      const [admin, target] = [await aPerson(tx, { role: "admin" }), await aPerson(tx)];
      expect(await suspendPerson(admin, { accountId: target.actor.id, suspended: true })).toEqual(ok(1));
      expect(await check(target)).toEqual(fail("suspended"));
      expect(await suspendPerson(admin, { accountId: target.actor.id, suspended: false })).toEqual(ok(0));
      expect(await check(target)).toEqual(fail("ended"));
      expect(await eventsOf(tx, "account.suspended")).toHaveLength(1);
      expect(await eventsOf(tx, "account.restored")).toHaveLength(1);
    }));

  test("is not for oneself; of two administrators one may suspend the other, of one nobody", () =>
    inRollback(async (tx) => {
      const admin = await alone(tx);
      const second = await aPerson(tx, { role: "admin" });
      expect(await suspendPerson(admin, { accountId: admin.actor.id, suspended: true })).toEqual(fail("not-yourself"));
      expect(await suspendPerson(admin, { accountId: second.actor.id, suspended: true })).toEqual(ok(1));
      expect(await suspendPerson(second, { accountId: admin.actor.id, suspended: true })).toEqual(fail("not-allowed"));
    }));

  test("at the shell also the last administrator: an account that was taken over must be stopped", () =>
    inRollback(async (tx) => {
      await alone(tx);
      const email = "last@example.org";
      const admin = await aPerson(tx, { role: "admin", email });
      expect(
        await setSuspended({ ...anonymousCtx(tx), actor: { kind: "operator" } }, { email, suspended: true }),
      ).toEqual(ok(1));
      expect(await check(admin)).toEqual(fail("suspended"));
    }));
});

test("ending somebody's sessions spares the one that asks, where that is one's own", () =>
  inRollback(async (tx) => {
    const [admin, target] = [await aPerson(tx, { role: "admin" }), await aPerson(tx)];
    await startSession(admin, { id: admin.actor.id, role: "admin" }, { method: "password" });
    expect(await endSessionsOfPerson(admin, { accountId: target.actor.id })).toEqual(ok(1));
    expect(await check(target)).toEqual(fail("ended"));
    expect(await endSessionsOfPerson(admin, { accountId: admin.actor.id })).toEqual(ok(1));
    expect((await check(admin)).ok).toBe(true);
    expect(await eventsOf(tx, "session.ended")).toEqual([
      { accountId: target.actor.id, count: 1, reason: "ended-by-administrator" },
      { accountId: admin.actor.id, count: 1, reason: "ended-by-administrator" },
    ]);
  }));

test("a factor that was required already is not required again", () =>
  inRollback(async (tx) => {
    const [admin, target] = [await aPerson(tx, { role: "admin" }), await aPerson(tx)];
    const accountId = target.actor.id;
    for (const required of [true, true, false])
      expect(await requireFactor(admin, { accountId, required })).toEqual(ok(null));
    expect(await eventsOf(tx, "account.factor-required")).toEqual([
      { accountId, required: true },
      { accountId, required: false },
    ]);
  }));

test("unlocking forgets the failures of that person and of nobody else", () =>
  inRollback(async (tx) => {
    const admin = await aPerson(tx, { role: "admin" });
    const emails = ["locked@example.org", "other@example.org"];
    const people = await Promise.all(emails.map((email) => aPerson(tx, { email })));
    const attempt = async (email: string, address: string) =>
      takePasswordAttempt(
        { ...anonymousCtx(tx), address },
        { subject: await blindIndex(tx, "account.email", email), knownDeviceId: null },
      );
    for (const [index, email] of emails.entries())
      for (let count = 0; count < 5; count += 1) await attempt(email, `192.0.2.${index}`);
    expect(isWaiting(await attempt("locked@example.org", "192.0.2.0"))).toBe(true);
    expect(await unlockPerson(admin, { accountId: people[0]?.actor.id ?? "" })).toEqual(ok(null));
    expect(isWaiting(await attempt("locked@example.org", "192.0.2.0"))).toBe(false);
    expect(isWaiting(await attempt("other@example.org", "192.0.2.1"))).toBe(true);
    expect(await eventsOf(tx, "account.unlocked")).toEqual([{ accountId: people[0]?.actor.id }]);
    expect(await tx.select().from(throttles)).not.toEqual([]);
  }));

test("at the shell, lost factors go together with the sessions", () =>
  inRollback(async (tx) => {
    const email = "lost@example.org";
    const person = await aPerson(tx, { email });
    const operator: Ctx = { ...anonymousCtx(tx), actor: { kind: "operator" } };
    expect(await removeFactors(operator, { email })).toEqual(fail("no-factor"));
    await tx.insert(totpFactors).values({ accountId: person.actor.id, secret: Buffer.from("x"), createdAt: now });
    expect(await removeFactors(operator, { email })).toEqual(ok(1));
    expect(await check(person)).toEqual(fail("ended"));
    expect(await eventsOf(tx, "factor.removed")).toEqual([
      { accountId: person.actor.id, factor: "totp", by: "operator" },
    ]);
  }));

describe("the list of people", () => {
  test("says when each was last seen", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "seen@example.org", at: now });
      const { people } = await listPeople(tx, { offset: 0, limit: 5 }, { email: "seen@example.org" });
      expect(people.map(({ lastSeenAt }) => lastSeenAt)).toEqual([now]);
      expect((await findPerson(tx, person.actor.id, now))?.lastSeenAt).toEqual(now);
    }));

  test("finds somebody by their whole address, and by role and state", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email: "find.me@example.org", role: "moderator", name: "Found" });
      await aPerson(tx, { email: "find.me.too@example.org" });
      const all = { offset: 0, limit: 50 };
      const names = async (filter: Parameters<typeof listPeople>[2]) =>
        (await listPeople(tx, all, filter)).people.map(({ email }) => email);
      expect(await names({ email: "find.me@example.org" })).toEqual(["find.me@example.org"]);
      expect(await names({ email: "find.me" })).toEqual([]);
      expect(await names({ email: "find.me@example.org", role: "user" })).toEqual([]);
      expect(await names({ role: "moderator", state: "active" })).toContain("find.me@example.org");
      expect(await names({ state: "suspended" })).not.toContain("find.me@example.org");
    }));

  test("one person is shown with their live sessions, and nobody where there is nobody", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { name: "One" });
      await startSession(person, { id: person.actor.id, role: "user" }, { method: "password" });
      expect(await findPerson(tx, person.actor.id, now)).toMatchObject({ name: "One", role: "user", sessions: 2 });
      expect(await findPerson(tx, person.actor.id, minutes(12 * 60 + 1))).toMatchObject({ sessions: 0 });
      const [nobody] = await tx
        .select()
        .from(accounts)
        .where(and(eq(accounts.id, person.actor.sessionId)));
      expect(nobody).toBeUndefined();
      expect(await findPerson(tx, person.actor.sessionId, now)).toBeNull();
    }));
});
