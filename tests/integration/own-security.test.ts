import { join } from "node:path";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { passkeys } from "#db/schema/factors.ts";
import { knownDevices } from "#db/schema/sessions.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { listActivity } from "#lib/identity/activity.ts";
import { storeNewSecret } from "#lib/identity/factors/begin-totp.ts";
import { reportSession } from "#lib/identity/report-session.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { signIn } from "#lib/identity/sign-in.ts";
import { countryName, countryOf, openPlaces } from "#lib/platform/places.ts";
import { forgetProcessState } from "#lib/platform/process-state.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { waitingMails } from "#tests/support/mails.ts";
import { sessionOf } from "#tests/support/outcome.ts";
import { inRollback } from "#tests/support/rollback.ts";

const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0";

describe("recent activity", () => {
  test("shows what happened to the account and with it, the newest first, and nothing of anybody else", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const other = await aPerson(tx);
      const abroad = { ...anonymousCtx(tx, minutes(1)), address: "198.51.100.7", device: firefox };
      await startSession(abroad, { id: person.actor.id, role: "user" }, { method: "password" });
      // Done by this person to another: of the other's concern alone.
      const accountId = other.actor.id;
      await emit(person, "account.role-changed", { accountId, from: "user", to: "admin", by: "administrator" });
      const shown = await listActivity(tx, person.actor.id);
      expect(shown.map(({ name }) => name)).toEqual(["session.started", "session.started", "account.created"]);
      expect(shown[0]).toMatchObject({
        data: { newDevice: true, method: "password" },
        origin: { address: "198.51.100.7", device: firefox, country: null },
      });
      expect((await listActivity(tx, other.actor.id))[0]?.name).toBe("account.role-changed");
    }));

  test("does not tell where somebody was who tried and was refused: that is sealed with another key", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "tried@example.org", passwordHash: await hashPassword("x") });
      await signIn({ ...anonymousCtx(tx), address: "192.0.2.201" }, { email: "tried@example.org", password: "wrong" });
      const [newest] = await listActivity(tx, person.actor.id);
      expect(newest).toMatchObject({ name: "session.refused", origin: null, reportable: null });
    }));

  test("is thirty lines long", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      for (let count = 0; count < 40; count += 1)
        await emit(person, "account.unlocked", { accountId: person.actor.id });
      expect(await listActivity(tx, person.actor.id)).toHaveLength(30);
    }));
});

describe("“This wasn’t me”", () => {
  test("ends every session, asks for a new password at the next sign-in, and leaves an event and a mail", () =>
    inRollback(async (tx) => {
      const password = "seventeen purple otters";
      const email = "worried@example.org";
      const person = await aPerson(tx, { email, passwordHash: await hashPassword(password) });
      const own = sessionOf(await signIn(anonymousCtx(tx), { email, password }));
      const owner = { ...person, actor: { ...person.actor, sessionId: own.sessionId } };
      const thief = await startSession(anonymousCtx(tx), { id: person.actor.id, role: "user" }, { method: "password" });
      expect(await reportSession(owner, { sessionId: thief.sessionId })).toEqual(ok(null));
      for (const sessionId of [thief.sessionId, own.sessionId])
        expect(await checkSession({ db: tx, now: minutes(1) }, sessionId)).toEqual(fail("ended"));
      const again = { ...anonymousCtx(tx), address: "192.0.2.202" };
      // Whoever knows only the old password does not get to choose the next one.
      expect(await signIn(again, { email, password })).toEqual(fail("reset-required"));
      expect(await signIn(again, { email, password }, thief.deviceToken)).toEqual(fail("reset-required"));
      expect(await signIn(again, { email, password }, own.deviceToken)).toMatchObject({
        value: { kind: "step", pending: { need: "password" } },
      });
      const events = await tx.select().from(securityEvents).where(eq(securityEvents.name, "session.reported"));
      expect(events).toMatchObject([
        { severity: "high", data: { accountId: person.actor.id, sessionId: thief.sessionId } },
      ]);
      expect((await waitingMails(tx, now)).map(({ kind }) => kind)).toContain("session-reported");
      // Every browser is a stranger again but the owner's own.
      expect(await tx.select().from(knownDevices)).toHaveLength(1);
    }));

  test("takes away what was added since as a way to sign in, and leaves what was there before", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { at: minutes(-60) });
      await aPasskey(tx, person.actor.id, minutes(-30));
      const thief = await startSession(anonymousCtx(tx), { id: person.actor.id, role: "user" }, { method: "password" });
      const added = await aPasskey(tx, person.actor.id, minutes(1));
      await storeNewSecret({ ...person, now: minutes(1) }, person.actor.id);
      const owner = { ...person, now: minutes(2) };
      expect(await reportSession(owner, { sessionId: thief.sessionId })).toEqual(ok(null));
      const left = await tx.select({ id: passkeys.id }).from(passkeys).where(eq(passkeys.accountId, person.actor.id));
      expect(left).toHaveLength(1);
      expect(left[0]?.id).not.toBe(added);
      const removed = await tx.select().from(securityEvents).where(eq(securityEvents.name, "factor.removed"));
      expect(removed.map(({ data }) => data)).toEqual([
        { accountId: person.actor.id, factor: "totp", by: "report" },
        { accountId: person.actor.id, factor: "passkey", by: "report" },
      ]);
      expect((await waitingMails(tx, now)).filter(({ kind }) => kind === "removed-factor")).toHaveLength(2);
    }));

  test("cannot be said of somebody else's session", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const other = await aPerson(tx);
      expect(await reportSession(person, { sessionId: other.actor.sessionId })).toEqual(fail("session-not-found"));
      const all = await tx.select().from(accounts);
      expect(all.every(({ mustChangePassword }) => !mustChangePassword)).toBe(true);
      expect((await checkSession({ db: tx, now: minutes(1) }, other.actor.sessionId)).ok).toBe(true);
    }));
});

async function aPasskey(db: Db, accountId: string, createdAt: Date): Promise<string> {
  const id = uuidv7();
  const key = { publicKey: Buffer.alloc(1), counter: 0, transports: [], backedUp: false, name: Buffer.alloc(1) };
  await db.insert(passkeys).values({ id, accountId, credentialId: id, ...key, createdAt });
  return id;
}

const corpora = process.env.CORPORA_DIR;
describe("places", () => {
  afterEach(() => {
    delete process.env.GEOIP_FILE;
    forgetProcessState("env");
    forgetProcessState("places");
  });
  const use = (file: string) => {
    process.env.GEOIP_FILE = file;
    forgetProcessState("env");
    forgetProcessState("places");
  };

  test("are unknown without a database", async () => {
    forgetProcessState("places");
    expect(await countryOf("81.2.69.142")).toBeNull();
  });

  test("a database that cannot be read stops the start, with a sentence", async () => {
    use("package.json");
    await expect(openPlaces()).rejects.toThrow("GEOIP_FILE names no MaxMind database");
  });

  test.skipIf(corpora === undefined)("are countries, in the reader's words", async () => {
    use(join(corpora as string, "geoip", "GeoLite2-Country-Test.mmdb"));
    expect(await countryOf("81.2.69.142")).toBe("GB");
    expect(await countryOf("2001:218::1")).toBe("JP");
    expect(await countryOf("10.0.0.1")).toBeNull();
    expect(await countryOf("not an address")).toBeNull();
    expect([countryName("GB", "en"), countryName("GB", "de")]).toEqual(["United Kingdom", "Vereinigtes Königreich"]);
  });
});
