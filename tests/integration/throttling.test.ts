import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { throttles } from "#db/schema/sessions.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { signIn } from "#lib/identity/sign-in.ts";
import {
  attemptSucceeded,
  type Guessed,
  isWaiting,
  takeOwnAttempt,
  takePasswordAttempt,
  unlock,
} from "#lib/identity/throttle.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { sessionOf } from "#tests/support/outcome.ts";
import { ownDatabase } from "#tests/support/own-database.ts";

let db: Db;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await ownDatabase("throttling"));
});
afterAll(() => close());
beforeEach(() => db.delete(throttles).then(() => {}));

const after = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const from = (address: string, seconds = 0): Ctx => ({ ...anonymousCtx(db, after(seconds)), address });
const somebody: Guessed = { subject: Buffer.from("somebody"), knownDeviceId: null };
const fill = async (ctx: Ctx, times: number, account = somebody) => {
  for (let n = 0; n < times; n += 1) expect(isWaiting(await takePasswordAttempt(ctx, account))).toBe(false);
};

describe("wrong passwords", () => {
  test("five are judged, then one a minute, then the waits double up to fifteen minutes", async () => {
    await fill(from("192.0.2.1"), 5);
    let at = 0;
    for (const wait of [60, 120, 240, 480, 900, 900]) {
      const refused = await takePasswordAttempt(from("192.0.2.1", at + 1), somebody);
      expect(refused).toEqual({ until: after(at + wait) });
      at += wait;
      expect(isWaiting(await takePasswordAttempt(from("192.0.2.1", at), somebody))).toBe(false);
    }
  });

  test("fifteen quiet minutes forget them, also after a wait", async () => {
    await fill(from("192.0.2.2"), 4);
    await fill(from("192.0.2.2", 15 * 60 + 1), 5);
    expect(isWaiting(await takePasswordAttempt(from("192.0.2.2", 15 * 60 + 2), somebody))).toBe(true);
    await fill(from("192.0.2.2", 60 * 60), 5);
  });

  test("an office whose twenty-fifth try is right does not have to wait, and its next wrong one does", async () => {
    const ctx = from("192.0.2.33");
    for (let n = 0; n < 24; n += 1) await fill(ctx, 1, { subject: Buffer.from(`colleague ${n}`), knownDeviceId: null });
    const right = await takePasswordAttempt(ctx, somebody);
    if (isWaiting(right)) throw new Error("It should be judged.");
    await attemptSucceeded(db, right);
    await fill(ctx, 1, { subject: Buffer.from("one more"), knownDeviceId: null });
    const next = await takePasswordAttempt(from("192.0.2.33", 1), somebody);
    expect(next).toEqual({ until: after(60) });
  });

  test("the right one begins anew, and gives an address only its own try back", async () => {
    const ctx = from("192.0.2.3");
    await fill(ctx, 3);
    const attempt = await takePasswordAttempt(ctx, somebody);
    if (isWaiting(attempt)) throw new Error("not yet");
    await attemptSucceeded(db, attempt);
    const rows = await db.select().from(throttles);
    expect(rows.map(({ subject, failures }) => [subject === null, failures])).toEqual([[true, 3]]);
    await fill(ctx, 5);
  });

  test("one address has twenty-five over all accounts", async () => {
    for (let n = 0; n < 25; n += 1)
      await fill(from("192.0.2.4"), 1, { subject: Buffer.from(`account ${n}`), knownDeviceId: null });
    const other = { subject: Buffer.from("yet another"), knownDeviceId: null };
    expect(isWaiting(await takePasswordAttempt(from("192.0.2.4"), other))).toBe(true);
    expect(isWaiting(await takePasswordAttempt(from("192.0.2.5"), other))).toBe(false);
  });

  test("a browser that the account knows cannot be locked out from elsewhere, not even from its own address", async () => {
    await fill(from("192.0.2.6"), 5);
    expect(isWaiting(await takePasswordAttempt(from("192.0.2.6"), somebody))).toBe(true);
    const known = { ...somebody, knownDeviceId: "01930000-0000-7000-8000-000000000001" };
    await fill(from("192.0.2.6"), 5, known);
    expect(isWaiting(await takePasswordAttempt(from("192.0.2.6"), known))).toBe(true);
  });

  test("an administrator can lift the wait", async () => {
    const person = await aPerson(db);
    const [account] = await db.select().from(accounts).where(eq(accounts.id, person.actor.id));
    if (account === undefined) throw new Error("no account");
    const theirs = { subject: account.emailIndex, knownDeviceId: null };
    await fill(from("192.0.2.7"), 5, theirs);
    for (let n = 0; n < 5; n += 1) await takeOwnAttempt(person, "code", person.actor.id);
    await unlock(db, account);
    await fill(from("192.0.2.7"), 1, theirs);
    expect(isWaiting(await takeOwnAttempt(person, "code", person.actor.id))).toBe(false);
  });
});

describe("a hundred at the same moment", () => {
  const password = "correct horse battery staple";

  test("five guesses at one account are judged, and no more", async () => {
    const ctx = from("198.51.100.1");
    const taken = await Promise.all(Array.from({ length: 100 }, () => takePasswordAttempt(ctx, somebody)));
    expect(taken.filter((each) => !isWaiting(each))).toHaveLength(5);
    const codes = await Promise.all(
      Array.from({ length: 100 }, () => takeOwnAttempt(ctx, "code", "01930000-0000-7000-8000-000000000002")),
    );
    expect(codes.filter((each) => !isWaiting(each))).toHaveLength(5);
  });

  test("wrong ones are refused alike whether the account exists or not, and the right one waits with them", async () => {
    const email = "guessed@example.org";
    await aPerson(db, { email, passwordHash: await hashPassword(password) });
    for (const [index, target] of [email, "nobody@example.org"].entries()) {
      const guesses = Array.from({ length: 20 }, (_, n) =>
        // The bucket of the address is another matter, so each comes from its own; the account's codes are one.
        signIn(from(`198.51.100.${10 + index}`), { email: target, password: `guess ${n}` }),
      );
      const answers = (await Promise.all(guesses)).map((answer) => (answer.ok ? "in" : answer.error)).sort();
      expect(answers.filter((answer) => answer === "wrong-credentials")).toHaveLength(5);
      expect(answers.filter((answer) => answer === "too-many-attempts")).toHaveLength(15);
    }
    expect(await signIn(from("198.51.100.10"), { email, password })).toEqual(fail("too-many-attempts"));
    sessionOf(await signIn(from("198.51.100.99"), { email, password }));
    const names = await db.select({ name: securityEvents.name }).from(securityEvents);
    expect(names.some(({ name }) => name === "sign-in.throttled" || name === "limit.exceeded")).toBe(true);
  });
});
