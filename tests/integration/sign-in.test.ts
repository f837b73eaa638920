import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { sessions } from "#db/schema/sessions.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { changePassword } from "#lib/identity/change-password.ts";
import { setSuspended } from "#lib/identity/operate-accounts.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import { endSession } from "#lib/identity/sessions/end-sessions.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { signIn } from "#lib/identity/sign-in.ts";
import { fail } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { sessionOf } from "#tests/support/outcome.ts";
import { inRollback } from "#tests/support/rollback.ts";

const password = "a-rather-long-password";
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

describe("signing in", () => {
  test("the right password begins a session that the next request finds", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "one@example.org", passwordHash });
      const session = await signIn(anonymousCtx(tx), { email: "one@example.org", password });
      const checked = await checkSession({ db: tx, now: minutes(1) }, sessionOf(session).sessionId);
      expect(checked).toMatchObject({ ok: true, value: { id: person.actor.id, role: "user" } });
    }));

  test("a wrong address, a wrong password and a suspended account are refused alike, and each leaves an event", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email: "two@example.org", passwordHash });
      await aPerson(tx, { email: "three@example.org", passwordHash });
      await setSuspended(anonymousCtx(tx), { email: "three@example.org", suspended: true });
      for (const [index, attempt] of [
        { email: "nobody@example.org", password },
        { email: "two@example.org", password: "wrong-password" },
        { email: "three@example.org", password },
      ].entries()) {
        const ctx = { ...anonymousCtx(tx), address: `198.51.100.${index}` };
        expect(await signIn(ctx, attempt)).toEqual(fail("wrong-credentials"));
      }
      const refused = await tx
        .select({ data: securityEvents.data })
        .from(securityEvents)
        .where(eq(securityEvents.name, "session.refused"));
      expect(refused.map((event) => (event.data as { reason: string }).reason).sort()).toEqual([
        "suspended",
        "wrong-credentials",
        "wrong-credentials",
      ]);
    }));

  test("the sixth attempt within a minute from one address is refused before the password is looked at", () =>
    inRollback(async (tx) => {
      const ctx = { ...anonymousCtx(tx), address: "192.0.2.55" };
      const attempt = () => signIn(ctx, { email: "nobody@example.org", password: "x" });
      for (let count = 0; count < 5; count += 1) expect(await attempt()).toEqual(fail("wrong-credentials"));
      expect(await attempt()).toEqual(fail("too-many-attempts"));
    }));
});

describe("a session is over", () => {
  test("when it was ended, at the next request", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      expect((await checkSession({ db: tx, now: minutes(1) }, person.actor.sessionId)).ok).toBe(true);
      await endSession(person, { sessionId: person.actor.sessionId });
      expect(await checkSession({ db: tx, now: minutes(1) }, person.actor.sessionId)).toEqual(fail("ended"));
    }));

  test("when the account was suspended, at the next request", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "four@example.org" });
      await setSuspended(anonymousCtx(tx), { email: "four@example.org", suspended: true });
      expect(await checkSession({ db: tx, now: minutes(1) }, person.actor.sessionId)).toEqual(fail("suspended"));
    }));

  test.each([
    ["user", 12 * 60],
    ["moderator", 60],
    ["admin", 30],
  ] as const)("for a %s after %i idle minutes, and not before", (role, idle) =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { role });
      expect((await checkSession({ db: tx, now: minutes(idle) }, person.actor.sessionId)).ok).toBe(true);
      // That request was a use; the clock starts again.
      expect((await checkSession({ db: tx, now: minutes(idle * 2) }, person.actor.sessionId)).ok).toBe(true);
      expect(await checkSession({ db: tx, now: minutes(idle * 3 + 1) }, person.actor.sessionId)).toEqual(fail("idle"));
    }),
  );

  test("for an administrator after twelve hours, however busy", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { role: "admin" });
      await tx.update(sessions).set({ lastSeenAt: minutes(12 * 60 - 1) });
      expect((await checkSession({ db: tx, now: minutes(12 * 60 - 1) }, person.actor.sessionId)).ok).toBe(true);
      expect(await checkSession({ db: tx, now: minutes(12 * 60) }, person.actor.sessionId)).toEqual(fail("expired"));
    }));

  test("when a third administrator's device signs in: two is the most, the least recently used goes", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { role: "admin" });
      const account = { id: person.actor.id, role: "admin" } as const;
      const second = await startSession({ ...person, now: minutes(1) }, account, { method: "password" });
      const third = await startSession({ ...person, now: minutes(2) }, account, { method: "password" });
      expect(await checkSession({ db: tx, now: minutes(3) }, person.actor.sessionId)).toEqual(fail("ended"));
      for (const { sessionId } of [second, third])
        expect((await checkSession({ db: tx, now: minutes(3) }, sessionId)).ok).toBe(true);
    }));
});

describe("changing the password", () => {
  test("ends every other session, keeps this one, and only the new password works", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "five@example.org", passwordHash });
      const other = await startSession(person, { id: person.actor.id, role: "user" }, { method: "password" });
      expect((await changePassword(person, { current: password, next: "another-long-password" })).ok).toBe(true);
      expect(await checkSession({ db: tx, now: minutes(1) }, other.sessionId)).toEqual(fail("ended"));
      expect((await checkSession({ db: tx, now: minutes(1) }, person.actor.sessionId)).ok).toBe(true);
      const ctx = { ...anonymousCtx(tx), address: "192.0.2.56" };
      expect(await signIn(ctx, { email: "five@example.org", password })).toEqual(fail("wrong-credentials"));
      expect((await signIn(ctx, { email: "five@example.org", password: "another-long-password" })).ok).toBe(true);
    }));

  test("needs the current one, and the length of the role", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { role: "admin", passwordHash });
      const next = "tundra-kettle-9x";
      expect(await changePassword(person, { current: "wrong", next })).toEqual(fail("wrong-password"));
      expect(await changePassword(person, { current: password, next: next.slice(1) })).toEqual(fail("password-length"));
      expect((await changePassword(person, { current: password, next })).ok).toBe(true);
    }));
});

test("somebody else's session cannot be ended, and looks like one that does not exist", () =>
  inRollback(async (tx) => {
    const [mine, theirs] = [await aPerson(tx), await aPerson(tx)];
    expect(await endSession(mine, { sessionId: theirs.actor.sessionId })).toEqual(fail("session-not-found"));
    expect((await checkSession({ db: tx, now: minutes(1) }, theirs.actor.sessionId)).ok).toBe(true);
  }));

test("nothing personal of an account is readable in its row", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx, { email: "six@example.org", name: "Somebody Special" });
    const [row] = await tx.select().from(accounts).where(eq(accounts.id, person.actor.id));
    const bytes = Buffer.concat(
      [row?.email, row?.name, row?.emailIndex].map((value) => value ?? Buffer.alloc(0)),
    ).toString("latin1");
    expect(bytes).not.toContain("six@example");
    expect(bytes).not.toContain("Special");
  }));
