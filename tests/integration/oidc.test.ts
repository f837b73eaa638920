import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { oidcIdentities } from "#db/schema/factors.ts";
import { mails } from "#db/schema/sessions.ts";
import { OidcProvider } from "#lib/identity/oidc/schema.ts";
import { signInWithOidc } from "#lib/identity/oidc/sign-in-with-oidc.ts";
import { readProfile } from "#lib/identity/queries.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { sessionOf } from "#tests/support/outcome.ts";
import { ownDatabase } from "#tests/support/own-database.ts";
import { inRollback } from "#tests/support/rollback.ts";

const service = OidcProvider.parse({
  id: "company",
  name: "Company",
  issuer: "https://id.example.org",
  clientId: "convosphere",
  clientSecret: "secret",
  createAccounts: true,
});
const withRoles = OidcProvider.parse({
  ...service,
  roleClaim: "groups",
  roles: { chiefs: "admin", helpers: "moderator" },
});

const claims = (more: object = {}) => ({
  iss: "https://id.example.org",
  sub: "subject-1",
  email: "Robin@Example.org",
  email_verified: true,
  name: "Robin Example",
  ...more,
});

/** The same, shown at the service at this moment. */
const shownAt = (at: Date, more: object = {}) => claims({ auth_time: at.getTime() / 1000, ...more });

const browser = { deviceToken: null, language: "de" } as const;
const arrive = (ctx: Ctx, given: unknown = claims(), provider = service) =>
  signInWithOidc(ctx, provider, given, browser);

const events = async (db: Db, name: string) =>
  (await db.select({ data: securityEvents.data }).from(securityEvents).where(eq(securityEvents.name, name))).map(
    ({ data }) => data,
  );
const verify = (db: Db, id: string) => db.update(accounts).set({ emailVerifiedAt: now }).where(eq(accounts.id, id));

describe("somebody whom a sign-in service vouches for", () => {
  test("gets an account at the first sign-in, and comes back to it by issuer and subject alone", () =>
    inRollback(async (tx) => {
      const first = sessionOf(await arrive(anonymousCtx(tx)));
      expect(await readProfile(tx, first.accountId)).toMatchObject({
        email: "robin@example.org",
        name: "Robin Example",
        role: "user",
      });
      const [account] = await tx.select().from(accounts).where(eq(accounts.id, first.accountId));
      expect(account).toMatchObject({ passwordHash: null, emailVerifiedAt: now, language: "de" });
      const again = sessionOf(
        await arrive(anonymousCtx(tx), claims({ email: "new@example.org", email_verified: false })),
      );
      expect(again.accountId).toBe(first.accountId);
      expect(
        sessionOf(await arrive(anonymousCtx(tx), claims({ sub: "2", email: "o@example.org" }))).accountId,
      ).not.toBe(first.accountId);
    }));

  test("is linked to the account that has the same confirmed address, and its owner is told", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "robin@example.org" });
      await verify(tx, person.actor.id);
      expect(sessionOf(await arrive(anonymousCtx(tx))).accountId).toBe(person.actor.id);
      expect(await events(tx, "oidc.linked")).toEqual([{ accountId: person.actor.id, provider: "company" }]);
      expect(await tx.select().from(mails).where(eq(mails.kind, "new-factor"))).toHaveLength(1);
      sessionOf(await arrive(anonymousCtx(tx)));
      expect(await events(tx, "oidc.linked")).toHaveLength(1);
    }));

  test("does not get into an account whose address nobody confirmed, but that account's own session may link it", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "robin@example.org" });
      expect(await arrive(anonymousCtx(tx))).toEqual(fail("oidc-unconfirmed"));
      expect(await arrive(await aPerson(tx), shownAt(now))).toEqual(fail("oidc-unconfirmed"));
      const stale = { ...person, now: new Date(now.getTime() + 16 * 60_000) };
      expect(await arrive(stale, shownAt(stale.now))).toEqual(fail("oidc-unconfirmed"));
      expect(sessionOf(await arrive(person, shownAt(now))).accountId).toBe(person.actor.id);
      expect(await checkSession(person, person.actor.sessionId)).toEqual(fail("ended"));
    }));

  test("finds one account at the end of ten first sign-ins at the same moment", async () => {
    const { db, close } = await ownDatabase("oidc_race");
    try {
      const arrivals = await Promise.all(Array.from({ length: 10 }, () => arrive(anonymousCtx(db))));
      expect(new Set(arrivals.map((each) => sessionOf(each).accountId)).size).toBe(1);
      expect(await db.select().from(oidcIdentities)).toHaveLength(1);
    } finally {
      await close();
    }
  });
});

describe("a sign-in through a service is refused, and an event says why", () => {
  test.each([
    ["an address that is not verified", { email_verified: false }, "unverified-email", "oidc-unverified"],
    ["an address that only says so", { email_verified: "true" }, "unverified-email", "oidc-unverified"],
    ["no address", { email: undefined }, "unverified-email", "oidc-unverified"],
    ["an address that is none", { email: "robin@" }, "unverified-email", "oidc-unverified"],
    ["another issuer", { iss: "https://id.example.com" }, "wrong-issuer", "oidc-refused"],
    ["no subject", { sub: "" }, "malformed", "oidc-refused"],
    ["a subject without end", { sub: "x".repeat(256) }, "malformed", "oidc-refused"],
  ])("%s", (_, more, reason, code) =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "robin@example.org" });
      await verify(tx, person.actor.id);
      expect(await arrive(anonymousCtx(tx), claims(more))).toEqual(fail(code));
      expect(await events(tx, "oidc.refused")).toEqual([{ provider: "company", reason }]);
      expect(await tx.select().from(oidcIdentities)).toEqual([]);
    }),
  );

  test("an account is made only where the service may make some", () =>
    inRollback(async (tx) => {
      const provider = { ...service, createAccounts: false };
      expect(await arrive(anonymousCtx(tx), claims(), provider)).toEqual(fail("oidc-no-account"));
      expect(await events(tx, "oidc.refused")).toEqual([{ provider: "company", reason: "no-account" }]);
    }));

  test("a suspended account looks like none, known or not", () =>
    inRollback(async (tx) => {
      const known = sessionOf(await arrive(anonymousCtx(tx)));
      await tx.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, known.accountId));
      expect(await arrive(anonymousCtx(tx))).toEqual(fail("oidc-no-account"));
      expect(await arrive(anonymousCtx(tx), claims({ sub: "other" }))).toEqual(fail("oidc-no-account"));
      expect(await tx.select().from(oidcIdentities)).toHaveLength(1);
    }));

  test("who is to show again who they are must have done so at the service just now", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "robin@example.org" });
      const ago = (seconds: number) => new Date(now.getTime() - seconds * 1000);
      for (const given of [shownAt(ago(301)), claims(), claims({ auth_time: "now" }), claims({ auth_time: -1 })])
        expect(await arrive(person, given)).toEqual(fail("oidc-not-fresh"));
      expect(await events(tx, "oidc.refused")).toHaveLength(4);
      sessionOf(await arrive(person, shownAt(ago(299))));
    }));
});

test.each([
  ["an hour ago at the service, is as stale here", -3_600, -3_600],
  ["just now, is fresh", 0, 0],
  ["in the future of the service's clock, is fresh and no more", 60, 0],
  ["at some time that the service does not tell, is fresh", null, 0],
])("who has shown who they are %s", (_, told, signedIn) =>
  inRollback(async (tx) => {
    const person = await aPerson(tx, { email: "robin@example.org" });
    await verify(tx, person.actor.id);
    const at = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    const { sessionId } = sessionOf(await arrive(anonymousCtx(tx), told === null ? claims() : shownAt(at(told))));
    expect(await checkSession({ db: tx, now }, sessionId)).toMatchObject({ value: { signedInAt: at(signedIn) } });
  }),
);

describe("a service that decides about roles", () => {
  test("gives the role at the first sign-in and at each later one; the other sessions end", () =>
    inRollback(async (tx) => {
      const first = sessionOf(await arrive(anonymousCtx(tx), claims({ groups: ["helpers"] }), withRoles));
      expect((await readProfile(tx, first.accountId)).role).toBe("moderator");
      const second = sessionOf(await arrive(anonymousCtx(tx), claims({ groups: [] }), withRoles));
      expect((await readProfile(tx, first.accountId)).role).toBe("user");
      expect(await events(tx, "account.role-changed")).toEqual([
        { accountId: first.accountId, from: "moderator", to: "user", by: "oidc" },
      ]);
      expect(await checkSession({ db: tx, now }, first.sessionId)).toEqual(fail("ended"));
      expect((await checkSession({ db: tx, now }, second.sessionId)).ok).toBe(true);
    }));

  test("cannot take away the last administrator", () =>
    inRollback(async (tx) => {
      await tx.update(accounts).set({ role: "user" });
      const first = sessionOf(await arrive(anonymousCtx(tx), claims({ groups: ["chiefs"] }), withRoles));
      sessionOf(await arrive(anonymousCtx(tx), claims({ groups: [] }), withRoles));
      expect((await readProfile(tx, first.accountId)).role).toBe("admin");
      await aPerson(tx, { role: "admin" });
      sessionOf(await arrive(anonymousCtx(tx), claims({ groups: [] }), withRoles));
      expect((await readProfile(tx, first.accountId)).role).toBe("user");
    }));

  test("leaves everybody's role alone where it maps none", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { role: "moderator", email: "robin@example.org" });
      await verify(tx, person.actor.id);
      sessionOf(await arrive(anonymousCtx(tx), claims({ groups: [] })));
      expect((await readProfile(tx, person.actor.id)).role).toBe("moderator");
    }));
});
