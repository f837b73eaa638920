import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { knownDevices } from "#db/schema/sessions.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { listActivity } from "#lib/identity/activity.ts";
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
      const thief = await startSession(anonymousCtx(tx), { id: person.actor.id, role: "user" }, { method: "password" });
      expect(await reportSession(person, { sessionId: thief.sessionId })).toEqual(ok(null));
      for (const sessionId of [thief.sessionId, person.actor.sessionId])
        expect(await checkSession({ db: tx, now: minutes(1) }, sessionId)).toEqual(fail("ended"));
      expect(await signIn({ ...anonymousCtx(tx), address: "192.0.2.202" }, { email, password })).toMatchObject({
        value: { kind: "step", pending: { need: "password" } },
      });
      const events = await tx.select().from(securityEvents).where(eq(securityEvents.name, "session.reported"));
      expect(events).toMatchObject([
        { severity: "high", data: { accountId: person.actor.id, sessionId: thief.sessionId } },
      ]);
      expect((await waitingMails(tx, now)).map(({ kind }) => kind)).toContain("session-reported");
      // The reported browser is a stranger again; the owner's own is not.
      expect(await tx.select().from(knownDevices)).toHaveLength(1);
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
