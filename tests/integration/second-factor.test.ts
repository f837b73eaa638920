import { eq } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { passkeys, recoveryCodes, totpFactors } from "#db/schema/factors.ts";
import { settings } from "#db/schema/instance.ts";
import { throttles } from "#db/schema/sessions.ts";
import type { Role } from "#lib/access/schema.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { answerFactor } from "#lib/identity/factors/answer-factor.ts";
import { beginTotp, cancelTotp } from "#lib/identity/factors/begin-totp.ts";
import { confirmTotp } from "#lib/identity/factors/confirm-totp.ts";
import {
  beginEnrolment,
  confirmEnrolment,
  finishEnrolment,
  renewEnrolmentCodes,
} from "#lib/identity/factors/enrol-totp.ts";
import { makeRecoveryCodes } from "#lib/identity/factors/make-recovery-codes.ts";
import { readFactors, readTotpSetup } from "#lib/identity/factors/queries.ts";
import { removeTotp } from "#lib/identity/factors/remove-totp.ts";
import { AnswerFactor } from "#lib/identity/factors/schema.ts";
import { verifyTotp } from "#lib/identity/factors/verify-totp.ts";
import type { PendingSignIn, SignInOutcome } from "#lib/identity/proceed.ts";
import { replaceRequiredPassword } from "#lib/identity/replace-required-password.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { signIn } from "#lib/identity/sign-in.ts";
import type { Ctx, PersonCtx } from "#lib/platform/context.ts";
import { fail, type Result } from "#lib/platform/result.ts";
import { refreshSettings } from "#lib/settings/queries.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { sessionOf } from "#tests/support/outcome.ts";
import { ownDatabase } from "#tests/support/own-database.ts";
import { inRollback } from "#tests/support/rollback.ts";

const password = "tundra-kettle-violet";
let passwordHash: string;
beforeAll(async () => {
  passwordHash = await hashPassword(password);
});

const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const at = <C extends Ctx>(ctx: C, seconds: number): C => ({ ...ctx, now: later(seconds) });
const codeAt = (secret: string, seconds = 0) =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: later(seconds).getTime() });
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

function opened<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

async function secretOf(db: Db, accountId: string, seconds = 0): Promise<string> {
  const setup = await readTotpSetup(db, accountId, later(seconds));
  if (setup === null) throw new Error("No secret waits.");
  return setup.secret.replaceAll(" ", "");
}

/** A person with a confirmed app; the code of this moment is used up. */
async function withApp(db: Db, of: { role?: Role; email?: string } = {}) {
  const person = await aPerson(db, { ...of, passwordHash });
  opened(await beginTotp(person));
  const secret = await secretOf(db, person.actor.id);
  const { recoveryCodes: codes } = opened(await confirmTotp(person, { code: codeAt(secret) }));
  return { person, secret, codes: codes as string[] };
}

function pendingOf(result: Result<SignInOutcome, string>): PendingSignIn {
  const outcome = opened(result);
  if (outcome.kind !== "step") throw new Error("The sign-in is done.");
  return outcome.pending;
}

let addresses = 0;
/** Somebody at an address that nobody used before. */
function guest(db: Db, seconds = 0): Ctx {
  addresses += 1;
  return { ...anonymousCtx(db, later(seconds)), address: `198.51.100.${addresses}` };
}

const eventsOf = async (db: Db, name: string) =>
  (await db.select().from(securityEvents).where(eq(securityEvents.name, name))).map(({ data }) => data);

describe("adding an authenticator app", () => {
  test("takes a right code, then brings ten recovery codes once, and ends the other sessions", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const other = await startSession(person, { id: person.actor.id, role: "user" }, { method: "password" });
      opened(await beginTotp(person));
      const secret = await secretOf(tx, person.actor.id);
      expect(await confirmTotp(person, { code: wrong(codeAt(secret)) })).toEqual(fail("wrong-code"));
      expect(await readFactors(tx, person.actor.id)).toMatchObject({ totp: false, recoveryCodes: 0 });
      const { recoveryCodes: codes } = opened(await confirmTotp(person, { code: codeAt(secret) }));
      expect(new Set(codes).size).toBe(10);
      for (const code of codes ?? []) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{4}(-[0-9a-hjkmnp-tv-z]{4}){2}$/);
      expect(await readFactors(tx, person.actor.id)).toMatchObject({ totp: true, recoveryCodes: 10 });
      expect(await checkSession({ db: tx, now }, other.sessionId)).toEqual(fail("ended"));
      expect((await checkSession({ db: tx, now }, person.actor.sessionId)).ok).toBe(true);
      expect(await eventsOf(tx, "factor.refused")).toMatchObject([{ factor: "totp", reason: "wrong-code" }]);
      expect(await eventsOf(tx, "factor.added")).toMatchObject([{ factor: "totp" }, { factor: "recovery-codes" }]);
    }));

  test("is not shown again once confirmed, and nothing of it is readable in the tables", () =>
    inRollback(async (tx) => {
      const { person, secret, codes } = await withApp(tx);
      expect(await readTotpSetup(tx, person.actor.id, now)).toBeNull();
      const [row] = await tx.select().from(totpFactors).where(eq(totpFactors.accountId, person.actor.id));
      const stored = await tx.select().from(recoveryCodes).where(eq(recoveryCodes.accountId, person.actor.id));
      const bytes = Buffer.concat([row?.secret ?? Buffer.alloc(0), ...stored.map((each) => each.codeHash)]);
      expect(bytes.toString("latin1")).not.toContain(secret);
      for (const code of codes) expect(bytes.toString("latin1")).not.toContain(code.replaceAll("-", ""));
    }));

  test("counts for nothing before it is confirmed: sign-in asks for no code", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "half@example.org", passwordHash });
      await beginTotp(person);
      sessionOf(await signIn(guest(tx), { email: "half@example.org", password }));
    }));

  test("must be done within fifteen minutes", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      await beginTotp(person);
      const secret = await secretOf(tx, person.actor.id);
      const late = { ...at(person, 901), actor: { ...person.actor, signedInAt: later(901) } };
      expect(await confirmTotp(late, { code: codeAt(secret, 901) })).toEqual(fail("setup-expired"));
      expect(await readTotpSetup(tx, person.actor.id, later(901))).toBeNull();
      expect((await confirmTotp(at(person, 900), { code: codeAt(secret, 900) })).ok).toBe(true);
    }));

  test("begins with another secret each time, and the one before is worth nothing", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      await beginTotp(person);
      const first = await secretOf(tx, person.actor.id);
      await beginTotp(person);
      expect(await confirmTotp(person, { code: codeAt(first) })).toEqual(fail("wrong-code"));
      await cancelTotp(person);
      expect(await readTotpSetup(tx, person.actor.id, now)).toBeNull();
    }));

  test("never replaces one that is confirmed", () =>
    inRollback(async (tx) => {
      const { person } = await withApp(tx);
      expect(await beginTotp(person)).toEqual(fail("factor-exists"));
      await cancelTotp(person);
      expect(await readFactors(tx, person.actor.id)).toMatchObject({ totp: true });
    }));

  test.each([
    ["beginning", (ctx: PersonCtx) => beginTotp(ctx)],
    ["cancelling", (ctx: PersonCtx) => cancelTotp(ctx)],
    ["confirming", (ctx: PersonCtx) => confirmTotp(ctx, { code: "123456" })],
    ["removing", (ctx: PersonCtx) => removeTotp(ctx)],
    ["making recovery codes", (ctx: PersonCtx) => makeRecoveryCodes(ctx)],
  ] as const)("%s needs a sign-in of the last fifteen minutes", (_name, attempt) =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      expect(await attempt(at(person, 901))).toEqual(fail("stale-sign-in"));
      expect(await attempt(at(person, 900))).not.toEqual(fail("stale-sign-in"));
    }),
  );
});

describe("signing in with a code", () => {
  test("the right one begins the session, which remembers what was shown", () =>
    inRollback(async (tx) => {
      const { secret } = await withApp(tx, { email: "in@example.org" });
      const pending = pendingOf(await signIn(guest(tx, 60), { email: "in@example.org", password }));
      expect(pending.need).toBe("factor");
      sessionOf(await answerFactor(guest(tx, 60), pending, { kind: "totp", code: codeAt(secret, 60) }));
      expect((await eventsOf(tx, "session.started")).at(-1)).toMatchObject({
        method: "password",
        secondFactor: "totp",
      });
    }));

  test("a wrong one and one that was used are refused, and each leaves an event", () =>
    inRollback(async (tx) => {
      const { secret } = await withApp(tx, { email: "again@example.org" });
      const pending = pendingOf(await signIn(guest(tx), { email: "again@example.org", password }));
      const answer = (code: string, seconds = 0) => answerFactor(guest(tx, seconds), pending, { kind: "totp", code });
      expect(await answer(wrong(codeAt(secret)))).toEqual(fail("wrong-code"));
      // The code that confirmed the app, and the step before it, which came too late.
      expect(await answer(codeAt(secret))).toEqual(fail("used-code"));
      expect(await answer(codeAt(secret, -30))).toEqual(fail("used-code"));
      expect((await eventsOf(tx, "factor.refused")).map((data) => (data as { reason: string }).reason)).toEqual([
        "wrong-code",
        "used-code",
        "used-code",
      ]);
      sessionOf(await answer(codeAt(secret, 30), 30));
    }));

  test("a sign-in begins one session, however often its cookie comes back with further right codes", () =>
    inRollback(async (tx) => {
      const { secret } = await withApp(tx, { email: "twice@example.org" });
      const pending = pendingOf(await signIn(guest(tx, 60), { email: "twice@example.org", password }));
      const answer = (seconds: number) =>
        answerFactor(guest(tx, seconds), pending, { kind: "totp", code: codeAt(secret, seconds) });
      sessionOf(await answer(60));
      expect(await answer(90)).toEqual(fail("step-used"));
    }));

  test("takes ten minutes at the most, and only where a code is what is needed", () =>
    inRollback(async (tx) => {
      const { secret } = await withApp(tx, { email: "slow@example.org" });
      const pending = pendingOf(await signIn(guest(tx), { email: "slow@example.org", password }));
      const answer = (seconds: number, of = pending) =>
        answerFactor(guest(tx, seconds), of, { kind: "totp", code: codeAt(secret, seconds) });
      expect(await answer(600)).toEqual(fail("step-expired"));
      expect(await answer(599, { ...pending, need: "enrol" })).toEqual(fail("step-expired"));
      sessionOf(await answer(599));
    }));

  test("a recovery code works once, however it is typed, and another account's never", () =>
    inRollback(async (tx) => {
      const { codes } = await withApp(tx, { email: "lost@example.org" });
      const other = await withApp(tx);
      const [code = "", second = ""] = codes;
      const answer = async (typed: string) => {
        const pending = pendingOf(await signIn(guest(tx), { email: "lost@example.org", password }));
        return answerFactor(guest(tx), pending, AnswerFactor.parse({ kind: "recovery-code", code: typed }));
      };
      expect(await answer(other.codes[0] as string)).toEqual(fail("wrong-code"));
      sessionOf(await answer(code.toUpperCase().replaceAll("-", " ")));
      expect(await answer(code)).toEqual(fail("used-code"));
      sessionOf(await answer(second));
      expect((await eventsOf(tx, "session.started")).at(-1)).toMatchObject({ secondFactor: "recovery-code" });
    }));

  test("five wrong ones make the next wait a minute, whoever tries, and an event says so", () =>
    inRollback(async (tx) => {
      const { person, secret } = await withApp(tx, { email: "guess@example.org" });
      const pending = pendingOf(await signIn(guest(tx, 60), { email: "guess@example.org", password }));
      const answer = (code: string, seconds: number) =>
        answerFactor(guest(tx, seconds), pending, { kind: "totp", code });
      for (let n = 0; n < 5; n += 1) expect(await answer(wrong(codeAt(secret, 60)), 60)).toEqual(fail("wrong-code"));
      expect(await answer(codeAt(secret, 61), 61)).toEqual(fail("too-many-attempts"));
      expect(await eventsOf(tx, "sign-in.throttled")).toEqual([{ accountId: person.actor.id, what: "code" }]);
      sessionOf(await answer(codeAt(secret, 120), 120));
    }));

  test("a person who was suspended meanwhile is refused", () =>
    inRollback(async (tx) => {
      const { person, secret } = await withApp(tx, { email: "gone@example.org" });
      const pending = pendingOf(await signIn(guest(tx, 60), { email: "gone@example.org", password }));
      await tx.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, person.actor.id));
      const answer = await answerFactor(guest(tx, 60), pending, { kind: "totp", code: codeAt(secret, 60) });
      expect(answer).toEqual(fail("wrong-credentials"));
    }));
});

describe("at the same moment", () => {
  let db: Db;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ db, close } = await ownDatabase("second_factor_race"));
  });
  afterAll(() => close());

  test("of a hundred guesses five are judged", async () => {
    const { secret } = await withApp(db, { email: "race@example.org" });
    const pending = pendingOf(await signIn(guest(db, 60), { email: "race@example.org", password }));
    const code = wrong(codeAt(secret, 60));
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => answerFactor(guest(db, 60), pending, { kind: "totp", code })),
    );
    const said = answers.map((answer) => (answer.ok ? "in" : answer.error));
    expect(said.filter((each) => each === "wrong-code")).toHaveLength(5);
    expect(said.filter((each) => each === "too-many-attempts")).toHaveLength(95);
    expect(await eventsOf(db, "factor.refused")).toHaveLength(5);
    await db.delete(throttles);
  });

  test("of twenty who use one code exactly one gets through", async () => {
    const { person, secret } = await withApp(db);
    const code = codeAt(secret, 60);
    const uses = await Promise.all(
      Array.from({ length: 20 }, () =>
        db.transaction((tx) => verifyTotp({ ...guest(db, 60), db: tx as unknown as Db }, person.actor.id, code)),
      ),
    );
    expect(uses.filter((use) => use.ok)).toHaveLength(1);
    expect(uses.filter((use) => !use.ok)).toEqual(Array(19).fill(fail("used-code")));
  });

  test("of five who use one recovery code exactly one gets a session", async () => {
    const { codes } = await withApp(db, { email: "race2@example.org" });
    const input = AnswerFactor.parse({ kind: "recovery-code", code: codes[0] });
    const signIns = await Promise.all(
      Array.from({ length: 5 }, () => signIn(guest(db, 60), { email: "race2@example.org", password })),
    );
    const answers = await Promise.all(signIns.map((each) => answerFactor(guest(db, 60), pendingOf(each), input)));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.error === "used-code")).toHaveLength(4);
  });
});

describe("removing the app", () => {
  test("ends the other sessions, takes the recovery codes along, and no code is asked for any more", () =>
    inRollback(async (tx) => {
      const { person } = await withApp(tx, { email: "off@example.org" });
      const other = await startSession(person, { id: person.actor.id, role: "user" }, { method: "password" });
      expect(await removeTotp(person)).toEqual({ ok: true, value: null });
      expect(await checkSession({ db: tx, now }, other.sessionId)).toEqual(fail("ended"));
      expect((await checkSession({ db: tx, now }, person.actor.sessionId)).ok).toBe(true);
      expect(await readFactors(tx, person.actor.id)).toEqual({ totp: false, passkeys: 0, recoveryCodes: 0 });
      expect(await eventsOf(tx, "factor.removed")).toMatchObject([
        { factor: "totp", by: "owner" },
        { factor: "recovery-codes", by: "owner" },
      ]);
      sessionOf(await signIn(guest(tx), { email: "off@example.org", password }));
      expect(await removeTotp(person)).toEqual(fail("no-factor"));
    }));

  test("is refused while it is the last factor and one is needed, and goes with a passkey beside it", () =>
    inRollback(async (tx) => {
      const { person } = await withApp(tx);
      await tx.update(accounts).set({ factorRequired: true }).where(eq(accounts.id, person.actor.id));
      expect(await removeTotp(person)).toEqual(fail("factor-needed"));
      await aPasskey(tx, person.actor.id);
      expect(await removeTotp(person)).toEqual({ ok: true, value: null });
      // The passkey still needs a way out when it is lost.
      expect(await readFactors(tx, person.actor.id)).toEqual({ totp: false, passkeys: 1, recoveryCodes: 10 });
    }));

  test("is refused to an administrator whose last factor it is, required or not", () =>
    inRollback(async (tx) => {
      const { person } = await withApp(tx, { role: "admin" });
      expect(await removeTotp(person)).toEqual(fail("factor-needed"));
    }));
});

describe("recovery codes", () => {
  test("new ones replace the old ones, used or not", () =>
    inRollback(async (tx) => {
      const { person, codes } = await withApp(tx, { email: "fresh@example.org" });
      const { recoveryCodes: fresh } = opened(await makeRecoveryCodes(person));
      expect(await readFactors(tx, person.actor.id)).toMatchObject({ recoveryCodes: 10 });
      const answer = async (typed?: string) => {
        const pending = pendingOf(await signIn(guest(tx), { email: "fresh@example.org", password }));
        return answerFactor(guest(tx), pending, AnswerFactor.parse({ kind: "recovery-code", code: typed }));
      };
      expect(await answer(codes[0])).toEqual(fail("wrong-code"));
      sessionOf(await answer(fresh[0]));
    }));

  test("are not made for an account without another factor", () =>
    inRollback(async (tx) => {
      expect(await makeRecoveryCodes(await aPerson(tx))).toEqual(fail("no-factor"));
    }));
});

describe("a sign-in that must add a factor first", () => {
  async function enrolling(tx: Db, email: string) {
    const person = await aPerson(tx, { email, passwordHash });
    await tx.update(accounts).set({ factorRequired: true }).where(eq(accounts.id, person.actor.id));
    const pending = pendingOf(await signIn(guest(tx), { email, password }));
    expect(pending.need).toBe("enrol");
    return { person, pending };
  }

  test("has no session before it is done: secret, code, recovery codes seen, then in", () =>
    inRollback(async (tx) => {
      const { person, pending } = await enrolling(tx, "must@example.org");
      const before = await eventsOf(tx, "session.started");
      expect(await finishEnrolment(guest(tx), pending)).toEqual(fail("step-expired"));
      const { pending: begun } = opened(await beginEnrolment(guest(tx), pending));
      const secret = await secretOf(tx, person.actor.id);
      expect(await confirmEnrolment(guest(tx), begun, { code: wrong(codeAt(secret)) })).toEqual(fail("wrong-code"));
      const confirmed = opened(await confirmEnrolment(guest(tx), begun, { code: codeAt(secret) }));
      expect(confirmed.recoveryCodes).toHaveLength(10);
      expect(await eventsOf(tx, "session.started")).toEqual(before);
      expect(await checkSession({ db: tx, now }, person.actor.sessionId)).toEqual(fail("ended"));
      const renewed = opened(await renewEnrolmentCodes(guest(tx), confirmed.pending));
      expect(renewed.recoveryCodes).not.toEqual(confirmed.recoveryCodes);
      sessionOf(await finishEnrolment(guest(tx), confirmed.pending));
      expect((await eventsOf(tx, "session.started")).at(-1)).toMatchObject({ secondFactor: "totp" });
      // A copy of the cookie is worth nothing any more: neither a second session nor other codes.
      expect(await finishEnrolment(guest(tx), confirmed.pending)).toEqual(fail("step-expired"));
      expect(await renewEnrolmentCodes(guest(tx), confirmed.pending)).toEqual(fail("step-expired"));
    }));

  test("takes only the secret that this very sign-in was shown: somebody else who knows the password may have begun too", () =>
    inRollback(async (tx) => {
      const { person, pending } = await enrolling(tx, "both-begin@example.org");
      const mine = opened(await beginEnrolment(guest(tx), pending)).pending;
      const other = pendingOf(await signIn(guest(tx), { email: "both-begin@example.org", password }));
      const theirs = opened(await beginEnrolment(guest(tx, 1), other)).pending;
      const secret = await secretOf(tx, person.actor.id, 1);
      expect(await readTotpSetup(tx, person.actor.id, later(1), mine.totpBegunAt)).toBeNull();
      expect(await confirmEnrolment(guest(tx, 1), mine, { code: codeAt(secret, 1) })).toEqual(fail("setup-expired"));
      expect((await confirmEnrolment(guest(tx, 1), theirs, { code: codeAt(secret, 1) })).ok).toBe(true);
    }));

  test("adds the first factor only: whoever knows just the password finds that the owner was quicker", () =>
    inRollback(async (tx) => {
      const { person, pending } = await enrolling(tx, "quick@example.org");
      await aPasskey(tx, person.actor.id);
      expect(await beginEnrolment(guest(tx), pending)).toEqual(fail("step-expired"));
      expect(await confirmEnrolment(guest(tx), pending, { code: "123456" })).toEqual(fail("step-expired"));
    }));

  test("nor does it make recovery codes before it has shown a factor, or after its ten minutes", () =>
    inRollback(async (tx) => {
      const { person, pending } = await enrolling(tx, "codes@example.org");
      await aPasskey(tx, person.actor.id);
      expect(await renewEnrolmentCodes(guest(tx), pending)).toEqual(fail("step-expired"));
      const shown = { ...pending, shown: { ...pending.shown, secondFactor: "totp" as const } };
      expect(await renewEnrolmentCodes(guest(tx, 600), shown)).toEqual(fail("step-expired"));
      expect((await renewEnrolmentCodes(guest(tx, 599), shown)).ok).toBe(true);
    }));

  test("is asked of the roles of the setting, and of nobody else", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email: "mod@example.org", role: "moderator", passwordHash });
      await aPerson(tx, { email: "usual@example.org", passwordHash });
      await tx.insert(settings).values({ key: "factorRoles", value: ["moderator"], changedAt: now });
      await refreshSettings(tx);
      expect(pendingOf(await signIn(guest(tx), { email: "mod@example.org", password })).need).toBe("enrol");
      sessionOf(await signIn(guest(tx), { email: "usual@example.org", password }));
    }).finally(() => inRollback((tx) => refreshSettings(tx))));
});

describe("a sign-in that must replace the password first", () => {
  async function mustReplace(tx: Db, email: string, role: Role = "user") {
    const person = await aPerson(tx, { email, role, passwordHash });
    const { deviceToken } = sessionOf(await signIn(guest(tx), { email, password }));
    await tx.update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, person.actor.id));
    const pending = pendingOf(await signIn(guest(tx), { email, password }, deviceToken));
    expect(pending.need).toBe("password");
    return { person, pending };
  }

  test("takes a good one that is not the old one, ends every session, and asks no more", () =>
    inRollback(async (tx) => {
      const { person, pending } = await mustReplace(tx, "forced@example.org");
      const replace = (next: string) => replaceRequiredPassword(guest(tx), pending, { next });
      expect(await replace("too short")).toEqual(fail("password-length"));
      expect(await replace("0123456789abcdef")).toEqual(fail("password-weak"));
      expect(await replace("1qaz2wsx3edc4rfv")).toEqual(fail("password-breached"));
      expect(await replace(password)).toEqual(fail("password-same"));
      sessionOf(await replace("granite parrot museum"));
      expect(await checkSession({ db: tx, now }, person.actor.sessionId)).toEqual(fail("ended"));
      expect((await eventsOf(tx, "account.password-changed")).at(-1)).toMatchObject({ by: "required" });
      expect(await signIn(guest(tx), { email: "forced@example.org", password })).toEqual(fail("wrong-credentials"));
      sessionOf(await signIn(guest(tx), { email: "forced@example.org", password: "granite parrot museum" }));
      expect(await replace("another granite parrot")).toEqual(fail("step-expired"));
    }));

  test("is of no use in a browser that the account has never seen: there a mail has to do", () =>
    inRollback(async (tx) => {
      await mustReplace(tx, "stranger@example.org");
      const elsewhere = await signIn(guest(tx), { email: "stranger@example.org", password });
      expect(elsewhere).toEqual(fail("reset-required"));
      expect((await eventsOf(tx, "session.refused")).at(-1)).toMatchObject({ reason: "reset-required" });
    }));

  test("asks for the length of the role", () =>
    inRollback(async (tx) => {
      const { pending } = await mustReplace(tx, "mod2@example.org", "moderator");
      const replace = (next: string) => replaceRequiredPassword(guest(tx), pending, { next });
      expect(await replace("granite parro!t")).toEqual(fail("password-length"));
      expect((await replace("granite parro!ty")).ok).toBe(true);
    }));

  test("is no way around a second factor: that comes first", () =>
    inRollback(async (tx) => {
      const { person, secret } = await withApp(tx, { email: "both@example.org" });
      await tx.update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, person.actor.id));
      const pending = pendingOf(await signIn(guest(tx, 60), { email: "both@example.org", password }));
      expect(pending.need).toBe("factor");
      const next = await answerFactor(guest(tx, 60), pending, { kind: "totp", code: codeAt(secret, 60) });
      expect(pendingOf(next).need).toBe("password");
      const replaced = await replaceRequiredPassword(guest(tx, 90), pendingOf(next), { next: "granite parrot museum" });
      sessionOf(replaced);
      expect((await eventsOf(tx, "session.started")).at(-1)).toMatchObject({ secondFactor: "totp" });
    }));
});

async function aPasskey(db: Db, accountId: string): Promise<void> {
  await db.insert(passkeys).values({
    id: accountId,
    accountId,
    credentialId: accountId,
    publicKey: Buffer.alloc(1),
    counter: 0,
    transports: [],
    backedUp: false,
    name: Buffer.alloc(1),
    createdAt: now,
  });
}
