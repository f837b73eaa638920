import { and, eq, isNull } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { passkeys } from "#db/schema/factors.ts";
import { sessions } from "#db/schema/sessions.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { finishEnrolment } from "#lib/identity/factors/enrol-totp.ts";
import { addFirstPasskey, addPasskey } from "#lib/identity/factors/passkeys/add-passkey.ts";
import { beginFirstPasskey, beginPasskey } from "#lib/identity/factors/passkeys/begin-enrolment.ts";
import { beginSecondFactor, beginSignIn } from "#lib/identity/factors/passkeys/begin-sign-in.ts";
import type { Ceremony } from "#lib/identity/factors/passkeys/ceremony.ts";
import { listPasskeys } from "#lib/identity/factors/passkeys/queries.ts";
import { removePasskey } from "#lib/identity/factors/passkeys/remove-passkey.ts";
import { renamePasskey } from "#lib/identity/factors/passkeys/rename-passkey.ts";
import { showSecondPasskey } from "#lib/identity/factors/passkeys/show-second-passkey.ts";
import { signInWithPasskey } from "#lib/identity/factors/passkeys/sign-in-with-passkey.ts";
import { readFactors } from "#lib/identity/factors/queries.ts";
import { CEREMONY_LIFETIME, MOST_PASSKEYS } from "#lib/identity/numbers.ts";
import type { PendingSignIn, SignInOutcome } from "#lib/identity/proceed.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { signIn } from "#lib/identity/sign-in.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, type Result } from "#lib/platform/result.ts";
import { anAuthenticator } from "#tests/support/authenticator.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { sessionOf } from "#tests/support/outcome.ts";
import { inRollback } from "#tests/support/rollback.ts";

const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);

function given<T>(result: Result<T, string>): T {
  if (!result.ok) throw new Error(result.error);
  return result.value;
}

function pendingOf(outcome: Result<SignInOutcome, string>): PendingSignIn {
  const value = given(outcome);
  if (value.kind !== "step") throw new Error("The sign-in is over already.");
  return value.pending;
}

/** A person who has a passkey, and the authenticator that holds it. */
async function withPasskey(person: PersonCtx, of: Parameters<typeof anAuthenticator>[0] = {}) {
  const device = anAuthenticator(of);
  const { options, ceremony } = given(await beginPasskey(person));
  given(await addPasskey(person, { name: "Laptop", answer: device.create(options) }, ceremony));
  return device;
}

/** A visitor of its own address, because five tries a minute are allowed. */
let visitors = 0;
function aVisitor(db: Db, at = now) {
  visitors += 1;
  return { ...anonymousCtx(db, at), address: `198.51.100.${visitors}` };
}

async function showAlone(db: Db, device: ReturnType<typeof anAuthenticator>, lies = {}, at = now) {
  const { options, ceremony } = given(await beginSignIn(aVisitor(db, at)));
  return signInWithPasskey(aVisitor(db, at), ceremony, device.get(options, lies));
}

const refusals = async (db: Db) =>
  (await db.select().from(securityEvents).where(eq(securityEvents.name, "factor.refused"))).map(
    ({ data }) => (data as { reason: string }).reason,
  );

const liveSessions = (db: Db, accountId: string) =>
  db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), isNull(sessions.endedAt)));

describe("a passkey", () => {
  test("signs in alone, counts as two factors, and its use is noted", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const device = await withPasskey(person, { synced: true });
      const session = sessionOf(await showAlone(tx, device, {}, after(1000)));
      expect(session.accountId).toBe(person.actor.id);
      const [row] = await tx.select().from(sessions).where(eq(sessions.id, session.sessionId));
      expect(row).toMatchObject({ method: "passkey", secondFactor: "passkey" });
      expect(await listPasskeys(tx, person.actor.id)).toMatchObject([
        { name: "Laptop", synced: true, lastUsedAt: after(1000) },
      ]);
    }));

  test("the question names nobody's passkeys, asks for user verification, and is new each time", () =>
    inRollback(async (tx) => {
      const [one, two] = [given(await beginSignIn(aVisitor(tx))), given(await beginSignIn(aVisitor(tx)))];
      expect(one.options.allowCredentials).toBeUndefined();
      expect(one.options.userVerification).toBe("required");
      expect(one.options.rpId).toBe("localhost");
      expect(one.ceremony.challenge).toBe(one.options.challenge);
      expect(one.options.challenge).not.toBe(two.options.challenge);
    }));

  test("is the second factor after a password, and only its owner's counts", () =>
    inRollback(async (tx) => {
      const passwordHash = await hashPassword("a-rather-long-password");
      const person = await aPerson(tx, { email: "second@example.org", passwordHash });
      const mine = await withPasskey(person);
      const others = await withPasskey(await aPerson(tx));
      const pending = pendingOf(
        await signIn(aVisitor(tx), { email: "second@example.org", password: "a-rather-long-password" }),
      );
      expect(pending.need).toBe("factor");
      const wrong = given(await beginSecondFactor(aVisitor(tx), pending));
      expect(wrong.options.allowCredentials?.map(({ id }) => id)).toEqual([mine.id]);
      expect(await showSecondPasskey(aVisitor(tx), pending, wrong.ceremony, others.get(wrong.options))).toEqual(
        fail("passkey-unknown"),
      );
      const right = given(await beginSecondFactor(aVisitor(tx), pending));
      const session = sessionOf(
        await showSecondPasskey(aVisitor(tx), pending, right.ceremony, mine.get(right.options)),
      );
      const [row] = await tx.select().from(sessions).where(eq(sessions.id, session.sessionId));
      expect(row).toMatchObject({ method: "password", secondFactor: "passkey" });
    }));

  test("of a suspended account looks like one that nobody has", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const device = await withPasskey(person);
      await tx.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, person.actor.id));
      const stranger = anAuthenticator();
      stranger.create({ challenge: "x", user: { id: "AAAA" } });
      expect(await showAlone(tx, stranger)).toEqual(fail("passkey-unknown"));
      expect(await showAlone(tx, device)).toEqual(fail("passkey-unknown"));
    }));

  test("shown once more in a session goes on in a new one", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const device = await withPasskey(person);
      const { options, ceremony } = given(await beginSignIn(person));
      const session = sessionOf(await signInWithPasskey(person, ceremony, device.get(options)));
      expect(await liveSessions(tx, person.actor.id)).toEqual([{ id: session.sessionId }]);
    }));
});

describe("an answer is refused, and an event says why", () => {
  test.each([
    ["another site's origin", { origin: "https://localhost.evil.example" }, "wrong-origin", "passkey-refused"],
    ["another site's id", { rpId: "evil.example" }, "wrong-origin", "passkey-refused"],
    ["a frame in another page", { crossOrigin: true }, "wrong-origin", "passkey-refused"],
    ["another challenge", { challenge: "AAAA" }, "wrong-challenge", "passkey-expired"],
    ["no user verification", { userVerified: false }, "not-verified", "passkey-unverified"],
    ["nobody present", { userPresent: false }, "not-verified", "passkey-unverified"],
    ["a counter that went backwards", { counter: 1 }, "counter", "passkey-refused"],
    [
      "another account's user handle",
      { userHandle: "AAAAAAAAAAAAAAAAAAAAAA" },
      "unknown-credential",
      "passkey-unknown",
    ],
    ["an answer made for enrolment", { type: "webauthn.create" }, "malformed", "passkey-refused"],
  ])("%s", (_, lies, reason, code) =>
    inRollback(async (tx) => {
      const device = await withPasskey(await aPerson(tx), {});
      sessionOf(await showAlone(tx, device)); // The counter stands at two now.
      expect(await showAlone(tx, device, lies)).toEqual(fail(code));
      expect(await refusals(tx)).toEqual([reason]);
    }),
  );

  test("a signature of another key, or over something else", () =>
    inRollback(async (tx) => {
      const device = await withPasskey(await aPerson(tx));
      const forger = anAuthenticator({ id: Buffer.from(device.id, "base64url") });
      expect(await showAlone(tx, forger, { counter: 50 })).toEqual(fail("passkey-refused"));
      const { options, ceremony } = given(await beginSignIn(aVisitor(tx)));
      const answer = device.get(options);
      const data = Buffer.from(answer.response.authenticatorData, "base64url");
      data.writeUInt32BE(4_000, 33);
      const altered = { ...answer, response: { ...answer.response, authenticatorData: data.toString("base64url") } };
      expect(await signInWithPasskey(aVisitor(tx), ceremony, altered)).toEqual(fail("passkey-refused"));
      expect(await refusals(tx)).toEqual(["wrong-signature", "wrong-signature"]);
    }));

  test("one that is sent again with the same cookie, whether it was right or not the first time", () =>
    inRollback(async (tx) => {
      const device = await withPasskey(await aPerson(tx));
      const { options, ceremony } = given(await beginSignIn(aVisitor(tx)));
      const answer = device.get(options);
      sessionOf(await signInWithPasskey(aVisitor(tx), ceremony, answer));
      expect(await signInWithPasskey(aVisitor(tx), ceremony, answer)).toEqual(fail("passkey-expired"));
      expect(await refusals(tx)).toEqual(["used-challenge"]);
    }));

  test("one whose challenge is over, was given for something else, for somebody else, or never", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const device = await withPasskey(person);
      const { options, ceremony } = given(await beginSignIn(aVisitor(tx)));
      const answer = device.get(options);
      const late = { ...aVisitor(tx), now: after(CEREMONY_LIFETIME) };
      const bound: Ceremony = { ...ceremony, accountId: person.actor.id };
      for (const [ctx, held] of [
        [late, ceremony],
        [aVisitor(tx), { ...ceremony, purpose: "enrol" as const }],
        [aVisitor(tx), bound],
        [aVisitor(tx), undefined],
      ] as const)
        expect(await signInWithPasskey(ctx, held, answer)).toEqual(fail("passkey-expired"));
      expect(await refusals(tx)).toEqual(Array(4).fill("wrong-challenge"));
      const inTime = { ...aVisitor(tx), now: after(CEREMONY_LIFETIME - 1) };
      sessionOf(await signInWithPasskey(inTime, ceremony, answer));
    }));

  const text = "x".repeat(10_000);
  test.each([
    ["nothing", undefined],
    ["a text", "passkey"],
    ["an empty object", {}],
    ["wrong types", { id: 1, rawId: [], type: "public-key", response: "none" }],
    ["too much", { id: text, rawId: text, type: "public-key", response: {} }],
    ["deep nonsense", { id: "AA", rawId: "AA", type: "public-key", response: { clientDataJSON: { a: [{}] } } }],
  ])("garbage: %s", (_, answer) =>
    inRollback(async (tx) => {
      const { ceremony } = given(await beginSignIn(aVisitor(tx)));
      expect(await signInWithPasskey(aVisitor(tx), ceremony, answer)).toEqual(fail("passkey-refused"));
      expect(await refusals(tx)).toEqual(["malformed"]);
    }),
  );

  test("garbage inside of a well-formed answer", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const device = await withPasskey(person);
      const garbled: [string, string][] = [
        ["clientDataJSON", "bm90IGpzb24"],
        ["authenticatorData", "AA"],
        ["authenticatorData", "A".repeat(400)],
        ["signature", "AA"],
      ];
      for (const [field, value] of garbled) {
        const { options, ceremony } = given(await beginSignIn(aVisitor(tx)));
        const answer = device.get(options);
        const broken = { ...answer, response: { ...answer.response, [field]: value } };
        expect(await signInWithPasskey(aVisitor(tx), ceremony, broken)).toMatchObject({ ok: false });
      }
      for (const attestationObject of ["AA", "oWNmbXRkbm9uZQ", "_".repeat(500)]) {
        const { options, ceremony } = given(await beginPasskey(person));
        const answer = device.create(options);
        const broken = { ...answer, response: { ...answer.response, attestationObject } };
        expect(await addPasskey(person, { name: "x", answer: broken }, ceremony)).toEqual(fail("passkey-refused"));
      }
      expect(await refusals(tx)).toHaveLength(7);
    }));
});

describe("adding a passkey", () => {
  test("ends the other sessions, brings recovery codes the first time only, and is an event", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const { id, role } = person.actor;
      await startSession(person, { id, role }, { method: "password" });
      const add = async () => {
        const { options, ceremony } = given(await beginPasskey(person));
        return given(await addPasskey(person, { name: "x", answer: anAuthenticator().create(options) }, ceremony));
      };
      expect((await add()).recoveryCodes).toHaveLength(10);
      expect(await liveSessions(tx, id)).toEqual([{ id: person.actor.sessionId }]);
      expect((await add()).recoveryCodes).toBeNull();
      const added = await tx.select().from(securityEvents).where(eq(securityEvents.name, "factor.added"));
      expect(added.filter(({ data }) => (data as { factor: string }).factor === "passkey")).toHaveLength(2);
      expect(await readFactors(tx, id)).toMatchObject({ passkeys: 2, recoveryCodes: 10 });
    }));

  test("needs a fresh sign-in", () =>
    inRollback(async (tx) => {
      const person = { ...(await aPerson(tx)), now: after(16 * 60_000) };
      expect(await beginPasskey(person)).toEqual(fail("stale-sign-in"));
      expect(await addPasskey(person, { name: "x", answer: {} }, undefined)).toEqual(fail("stale-sign-in"));
      expect(await removePasskey(person, { passkeyId: person.actor.id })).toEqual(fail("stale-sign-in"));
    }));

  test("that exists, here or with somebody else, is refused; the known ones are named so that a browser can tell", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const device = await withPasskey(person);
      const { options, ceremony } = given(await beginPasskey(person));
      expect(options.excludeCredentials?.map(({ id }) => id)).toEqual([device.id]);
      expect(options.authenticatorSelection).toMatchObject({ residentKey: "required", userVerification: "required" });
      expect(await addPasskey(person, { name: "x", answer: device.create(options) }, ceremony)).toEqual(
        fail("passkey-taken"),
      );
    }));

  test("with a challenge that was given to another account in the same browser is refused", () =>
    inRollback(async (tx) => {
      const [one, two] = [await aPerson(tx), await aPerson(tx)];
      const { options, ceremony } = given(await beginPasskey(one));
      const answer = anAuthenticator().create(options);
      expect(await addPasskey(two, { name: "x", answer }, ceremony)).toEqual(fail("passkey-expired"));
    }));

  test("asks no maker for a certificate: what a statement says is left out", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const { options, ceremony } = given(await beginPasskey(person));
      const answer = anAuthenticator().create(options, {
        statement: { fmt: "apple", attStmt: new Map<string, never>() },
      });
      expect(options.attestation).toBe("none");
      expect(await addPasskey(person, { name: "x", answer }, ceremony)).toMatchObject({ ok: true });
    }));

  test.each([
    ["another origin", { origin: "https://evil.example" }, "wrong-origin"],
    ["another site's id", { rpId: "evil.example" }, "wrong-origin"],
    ["no user verification", { userVerified: false }, "not-verified"],
    ["an answer made for a sign-in", { type: "webauthn.get" }, "malformed"],
  ])("is refused for %s", (_, lies, reason) =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const { options, ceremony } = given(await beginPasskey(person));
      const answer = anAuthenticator().create(options, lies);
      expect(await addPasskey(person, { name: "x", answer }, ceremony)).toMatchObject({ ok: false });
      expect(await refusals(tx)).toEqual([reason]);
      expect(await tx.select().from(passkeys)).toEqual([]);
    }),
  );

  test("is the first second factor of a sign-in that needs one", () =>
    inRollback(async (tx) => {
      const passwordHash = await hashPassword("a-rather-long-password");
      const person = await aPerson(tx, { email: "first@example.org", passwordHash });
      await tx.update(accounts).set({ factorRequired: true }).where(eq(accounts.id, person.actor.id));
      const pending = pendingOf(
        await signIn(aVisitor(tx), { email: "first@example.org", password: "a-rather-long-password" }),
      );
      expect(pending.need).toBe("enrol");
      const { options, ceremony } = given(await beginFirstPasskey(aVisitor(tx), pending));
      const answer = anAuthenticator().create(options);
      const added = given(await addFirstPasskey(aVisitor(tx), pending, { name: "Key", answer }, ceremony));
      expect(added.recoveryCodes).toHaveLength(10);
      sessionOf(await finishEnrolment(aVisitor(tx), added.pending));
      // Whoever knows only the password adds the first factor, never another.
      expect(await beginFirstPasskey(aVisitor(tx), pending)).toEqual(fail("step-expired"));
    }));

  test(`stops at ${MOST_PASSKEYS}`, () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      for (let count = 0; count < MOST_PASSKEYS; count += 1) await withPasskey(person);
      expect(await beginPasskey(person)).toEqual(fail("passkey-limit"));
    }));
});

describe("one's own passkeys", () => {
  test("can be renamed and removed; somebody else's look missing", () =>
    inRollback(async (tx) => {
      const [person, other] = [await aPerson(tx), await aPerson(tx)];
      const device = await withPasskey(person);
      await startSession(person, person.actor, { method: "password" });
      const [mine] = await listPasskeys(tx, person.actor.id);
      const passkeyId = mine?.id as string;
      await withPasskey(other);
      expect(await renamePasskey(other, { passkeyId, name: "Mine now" })).toEqual(fail("passkey-not-found"));
      expect(await removePasskey(other, { passkeyId })).toEqual(fail("passkey-not-found"));
      given(await renamePasskey(person, { passkeyId, name: "Desk" }));
      expect(await listPasskeys(tx, person.actor.id)).toMatchObject([{ name: "Desk", synced: false }]);
      given(await removePasskey(person, { passkeyId }));
      expect(await readFactors(tx, person.actor.id)).toEqual({ totp: false, passkeys: 0, recoveryCodes: 0 });
      expect(await liveSessions(tx, person.actor.id)).toEqual([{ id: person.actor.sessionId }]);
      expect(await showAlone(tx, device)).toEqual(fail("passkey-unknown"));
    }));

  test("the last one stays while a second factor is required, and with an administrator", () =>
    inRollback(async (tx) => {
      const required = await aPerson(tx);
      await tx.update(accounts).set({ factorRequired: true }).where(eq(accounts.id, required.actor.id));
      for (const person of [required, await aPerson(tx, { role: "admin" })]) {
        await withPasskey(person);
        await withPasskey(person);
        const [one, two] = await listPasskeys(tx, person.actor.id);
        given(await removePasskey(person, { passkeyId: one?.id as string }));
        expect(await removePasskey(person, { passkeyId: two?.id as string })).toEqual(fail("factor-needed"));
      }
    }));
});
