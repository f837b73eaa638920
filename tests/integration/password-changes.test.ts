import { eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { changePassword } from "#lib/identity/change-password.ts";
import { resetPassword } from "#lib/identity/operate-accounts.ts";
import { passwordVersion, proceed } from "#lib/identity/proceed.ts";
import { replaceRequiredPassword } from "#lib/identity/replace-required-password.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import { signIn } from "#lib/identity/sign-in.ts";
import { checkToken } from "#lib/identity/tokens/check-token.ts";
import { createToken } from "#lib/identity/tokens/create-token.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { inRollback } from "#tests/support/rollback.ts";

const password = "seventeen purple otters";
const next = "granite parrot museum";
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

let addresses = 0;
function elsewhere(db: Db) {
  addresses += 1;
  return { ...anonymousCtx(db), address: `198.51.100.${addresses}` };
}
const eventsOf = async (db: Db, name: string) =>
  (await db.select().from(securityEvents).where(eq(securityEvents.name, name))).map(({ data }) => data);
const operator = (db: Db) => ({ ...systemCtx({ kind: "operator" }), db, now });

describe("a sign-in that is under way while the password changes", () => {
  test("is refused when its password was found right just before", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { passwordHash });
      const seen = { passwordVersion: passwordVersion({ passwordHash }) };
      expect(await changePassword(person, { current: password, next })).toEqual(ok(null));
      const late = await proceed(elsewhere(tx), person.actor.id, { method: "password" }, seen);
      expect(late).toEqual(fail("wrong-credentials"));
    }));

  test("cannot take its next step", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "late@example.org", passwordHash });
      const device = await deviceOf(person);
      await tx.update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, person.actor.id));
      const first = await signIn(elsewhere(tx), { email: "late@example.org", password }, device);
      if (!first.ok || first.value.kind !== "step") throw new Error("It should ask for a new password.");
      await resetPassword(operator(tx), { email: "late@example.org", password: next });
      await tx.update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, person.actor.id));
      const taken = { next: "another granite parrot" };
      expect(await replaceRequiredPassword(elsewhere(tx), first.value.pending, taken)).toEqual(fail("step-expired"));
    }));
});

describe("the current password", () => {
  test("cannot be guessed in a session: five tries, then even the right one has to wait", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { passwordHash });
      for (let n = 0; n < 5; n += 1) {
        // Each from another address, so that only the account's own count can stop it.
        const from = { ...person, address: `192.0.2.${100 + n}` };
        expect(await changePassword(from, { current: `wrong ${n}`, next })).toEqual(fail("wrong-password"));
      }
      expect(await changePassword(person, { current: password, next })).toEqual(fail("too-many-attempts"));
      expect(await eventsOf(tx, "account.password-refused")).toHaveLength(5);
    }));

  test("is asked before anything is said of the new one", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { passwordHash });
      expect(await changePassword(person, { current: "wrong", next: "short" })).toEqual(fail("wrong-password"));
      expect(await changePassword(person, { current: password, next: "short" })).toEqual(fail("password-length"));
    }));
});

test("an operator’s new password ends sessions and API tokens", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx, { email: "reset@example.org", passwordHash });
    const made = await createToken(person, { name: "script", scopes: ["conversation.read"], days: 7 });
    if (!made.ok) throw new Error(made.error);
    await resetPassword(operator(tx), { email: "reset@example.org", password: next });
    expect(await checkSession({ db: tx, now }, person.actor.sessionId)).toEqual(fail("ended"));
    expect((await checkToken(elsewhere(tx), made.value.token)).ok).toBe(false);
  }));

test("signing in once more ends the session of this browser, and no other, at the limit too", () =>
  inRollback(async (tx) => {
    const first = await aPerson(tx, { email: "two@example.org", role: "moderator", passwordHash });
    const second = await signIn(elsewhere(tx), { email: "two@example.org", password });
    if (!second.ok || second.value.kind !== "session") throw new Error("It should be a session.");
    const again = await signIn({ ...elsewhere(tx), actor: first.actor }, { email: "two@example.org", password });
    expect(again.ok).toBe(true);
    expect(await checkSession({ db: tx, now }, first.actor.sessionId)).toEqual(fail("ended"));
    expect((await checkSession({ db: tx, now }, second.value.session.sessionId)).ok).toBe(true);
  }));

test("a session goes on until the whole sign-in is done that is to replace it", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx, { email: "half@example.org", passwordHash });
    const device = await deviceOf(person);
    await tx.update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, person.actor.id));
    const here = { ...elsewhere(tx), actor: person.actor };
    const first = await signIn(here, { email: "half@example.org", password }, device);
    expect(first).toMatchObject({ value: { kind: "step" } });
    expect((await checkSession({ db: tx, now }, person.actor.sessionId)).ok).toBe(true);
  }));

/** The cookie of a browser that the account has signed in with before. */
async function deviceOf(person: PersonCtx): Promise<string> {
  const known = await proceed({ ...elsewhere(person.db), now: new Date(now.getTime() - 60_000) }, person.actor.id, {
    method: "passkey",
    secondFactor: "passkey",
  });
  if (!known.ok || known.value.kind !== "session") throw new Error("It should be a session.");
  return known.value.session.deviceToken ?? "";
}
