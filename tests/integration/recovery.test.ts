import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { totpFactors } from "#db/schema/factors.ts";
import { sessions } from "#db/schema/sessions.ts";
import { hashPassword, verifyPassword } from "#lib/crypto/password.ts";
import { changePassword } from "#lib/identity/change-password.ts";
import { changeEmail, requestEmailChange } from "#lib/identity/links/change-email.ts";
import { openLink } from "#lib/identity/links/open-link.ts";
import { requestLink } from "#lib/identity/links/request-link.ts";
import { resetPassword } from "#lib/identity/links/reset-password.ts";
import { signInWithLink } from "#lib/identity/links/sign-in-with-link.ts";
import { sendVerification, verifyEmail } from "#lib/identity/links/verify-email.ts";
import { findAccountId, readProfile } from "#lib/identity/queries.ts";
import { reportSession } from "#lib/identity/report-session.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { signUp } from "#lib/identity/sign-up.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { changeSetting } from "#lib/settings/change-setting.ts";
import { refreshSettings } from "#lib/settings/queries.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { tokenIn, waitingMails } from "#tests/support/mails.ts";
import { sessionOf } from "#tests/support/outcome.ts";
import { ownDatabase } from "#tests/support/own-database.ts";
import { inRollback } from "#tests/support/rollback.ts";

const password = "seventeen purple otters";
const next = "eleven quiet mountains";
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

let addresses = 0;
/** Somebody who is not signed in, from an address of their own: the limit of sign-ins is not what is tested here. */
function guest(db: Db, at = now): Ctx {
  addresses += 1;
  return { ...anonymousCtx(db, at), address: `10.${addresses >> 16}.${(addresses >> 8) & 255}.${addresses & 255}` };
}

/** Asks for a link and opens the one that comes. */
async function linkFor(tx: Db, purpose: "reset-password" | "sign-in", email: string, at = now): Promise<string> {
  expect(await requestLink(guest(tx, at), { purpose, email })).toEqual(ok(null));
  return idOf(await openLink(guest(tx, at), { token: await lastToken(tx, at) }));
}

const lastToken = async (tx: Db, at = now) =>
  tokenIn((await waitingMails(tx, at)).filter(({ text }) => /#cvs_/.test(text)).at(-1));

function idOf(link: Awaited<ReturnType<typeof openLink>>): string {
  if (!link.ok) throw new Error(link.error);
  return link.value.linkId;
}

const nameOfEvents = async (tx: Db) =>
  (await tx.select({ name: securityEvents.name }).from(securityEvents)).map((e) => e.name);

describe("a forgotten password", () => {
  test("is replaced through a link from a mail; every session ends, and the person is signed in", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "lost@example.org", passwordHash: await hashPassword(password) });
      const linkId = await linkFor(tx, "reset-password", "lost@example.org");
      const session = sessionOf(await resetPassword(guest(tx), linkId, { password: next }));
      expect((await checkSession({ db: tx, now: minutes(1) }, session.sessionId)).ok).toBe(true);
      expect(await checkSession({ db: tx, now: minutes(1) }, person.actor.sessionId)).toEqual(fail("ended"));
      const [account] = await tx.select().from(accounts).where(eq(accounts.id, person.actor.id));
      expect(await verifyPassword(account?.passwordHash ?? null, next)).toBe(true);
      expect(account?.emailVerifiedAt, "whoever has the link reads the mails").toEqual(now);
      expect((await waitingMails(tx, now)).map(({ kind }) => kind)).toContain("password-changed");
      expect(await nameOfEvents(tx)).toEqual(
        expect.arrayContaining(["account.reset-requested", "account.password-changed", "account.email-verified"]),
      );
    }));

  test("does not get around a second factor", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "two@example.org", passwordHash: "none" });
      await withFactor(tx, person.actor.id);
      for (const purpose of ["reset-password", "sign-in"] as const) {
        const linkId = await linkFor(tx, purpose, "two@example.org");
        const used =
          purpose === "sign-in"
            ? await signInWithLink(guest(tx), linkId)
            : await resetPassword(guest(tx), linkId, { password: next });
        expect(used).toMatchObject({ ok: true, value: { kind: "step", pending: { need: "factor" } } });
      }
    }));

  test("cannot be replaced by a weak one, and the link stays good", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email: "weak@example.org", role: "admin" });
      const linkId = await linkFor(tx, "reset-password", "weak@example.org");
      expect(await resetPassword(guest(tx), linkId, { password: "only-12-char" })).toEqual(fail("password-length"));
      sessionOf(await resetPassword(guest(tx), linkId, { password: next }));
      expect(await resetPassword(guest(tx), linkId, { password: next })).toEqual(fail("link-used"));
    }));

  test("has a link for 60 minutes, and a link to sign in for 15", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email: "slow@example.org" });
      for (const [purpose, life] of [
        ["reset-password", 60],
        ["sign-in", 15],
      ] as const) {
        expect(await requestLink(guest(tx), { purpose, email: "slow@example.org" })).toEqual(ok(null));
        const token = await lastToken(tx);
        const id = idOf(await openLink(guest(tx, minutes(life - 0.01)), { token }));
        expect(await openLink(guest(tx, minutes(life)), { token })).toEqual(fail("link-expired"));
        const late = guest(tx, minutes(life));
        const used = purpose === "sign-in" ? signInWithLink(late, id) : resetPassword(late, id, { password: next });
        expect(await used).toEqual(fail("link-expired"));
      }
    }));

  test("has one link that works: an older one stops when a newer is made", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email: "twice@example.org" });
      const older = await linkFor(tx, "reset-password", "twice@example.org");
      const newer = await linkFor(tx, "reset-password", "twice@example.org");
      expect(await resetPassword(guest(tx), older, { password: next })).toEqual(fail("link-unknown"));
      sessionOf(await resetPassword(guest(tx), newer, { password: next }));
    }));

  test("of a suspended account brings no mail, and a link that was out already opens nothing", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "out@example.org" });
      const linkId = await linkFor(tx, "reset-password", "out@example.org");
      await tx.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, person.actor.id));
      expect(await resetPassword(guest(tx), linkId, { password: next })).toEqual(fail("wrong-credentials"));
      const before = (await waitingMails(tx, now)).length;
      expect(await requestLink(guest(tx), { purpose: "reset-password", email: "out@example.org" })).toEqual(ok(null));
      expect(await waitingMails(tx, now)).toHaveLength(before);
    }));

  test("a link for one purpose is no good for another", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email: "mixed@example.org" });
      const linkId = await linkFor(tx, "sign-in", "mixed@example.org");
      expect(await resetPassword(guest(tx), linkId, { password: next })).toEqual(fail("link-unknown"));
      expect(await verifyEmail(guest(tx), linkId)).toEqual(fail("link-unknown"));
      expect(await changeEmail(guest(tx), linkId)).toEqual(fail("link-unknown"));
      sessionOf(await signInWithLink(guest(tx), linkId));
    }));
});

describe("asking for a link", () => {
  const ask = (ctx: Ctx, email: string) => requestLink(ctx, { purpose: "reset-password", email });

  test("is answered alike for an address that has no account, and only the other gets a mail", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email: "known@example.org" });
      expect(await ask(guest(tx), "known@example.org")).toEqual(ok(null));
      expect(await ask(guest(tx), "unknown@example.org")).toEqual(ok(null));
      expect((await waitingMails(tx, now)).map(({ to }) => to)).toEqual(["known@example.org"]);
    }));

  test.each(["known@example.org", "unknown@example.org"])(
    "is allowed three times within any hour for one address of mail, account or not: %s",
    (email) =>
      inRollback(async (tx) => {
        await aPerson(tx, { email: "known@example.org" });
        for (const at of [0, 20, 59.9]) expect(await ask(guest(tx, minutes(at)), email)).toEqual(ok(null));
        expect(await ask(guest(tx, minutes(59.99)), email)).toEqual(fail("too-many-links"));
        // Only the first of them is an hour old.
        expect(await ask(guest(tx, minutes(60)), email)).toEqual(ok(null));
        expect(await ask(guest(tx, minutes(60.1)), email)).toEqual(fail("too-many-links"));
      }),
  );

  test("is allowed five times within any hour from one network address", () =>
    inRollback(async (tx) => {
      const { address } = guest(tx);
      // By people who are signed in, whose own limit of sign-ins is not what stops them.
      const asks = async (at: number) =>
        ask({ ...(await aPerson(tx)), now: minutes(at), address }, `somebody-${addresses++}@example.org`);
      for (const at of [0, 15, 30, 45, 59.9]) expect(await asks(at)).toEqual(ok(null));
      expect(await asks(59.99)).toEqual(fail("too-many-links"));
      expect(await asks(60)).toEqual(ok(null));
      expect(await asks(60.1)).toEqual(fail("too-many-links"));
      expect(await ask(guest(tx, minutes(60.1)), "elsewhere@example.org")).toEqual(ok(null));
    }));

  test("keeps the same time whether or not there is such an account", async () => {
    const { db, close } = await ownDatabase("reset_time");
    try {
      await aPerson(db, { email: "known@example.org" });
      const took = { known: [] as number[], unknown: [] as number[] };
      const once = async (who: "known" | "unknown", day: number) => {
        const at = new Date(now.getTime() + day * 86_400_000);
        const from = performance.now();
        expect(await ask(guest(db, at), `${who}@example.org`)).toEqual(ok(null));
        took[who].push(performance.now() - from);
      };
      for (let day = 0; day < 60; day += 1) {
        // In turns, so that whatever else the machine does meets both.
        for (const who of day % 2 === 0 ? (["known", "unknown"] as const) : (["unknown", "known"] as const))
          await once(who, day);
      }
      const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number;
      const ratio = median(took.known) / median(took.unknown);
      expect(ratio).toBeGreaterThan(0.75);
      expect(ratio).toBeLessThan(1.33);
    } finally {
      await close();
    }
  });
});

describe("another e-mail address", () => {
  test("holds once its link was used; the old one is told twice, the new one once, and nothing changes before", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "old@example.org" });
      expect(await requestEmailChange(person, { email: "new@example.org" })).toEqual(ok(null));
      expect((await readProfile(tx, person.actor.id)).email).toBe("old@example.org");
      const mails = await waitingMails(tx, now);
      expect(mails.map(({ kind, to }) => [kind, to])).toEqual([
        ["change-email", "new@example.org"],
        ["email-change-asked", "old@example.org"],
      ]);
      const linkId = idOf(await openLink(guest(tx), { token: tokenIn(mails[0]) }));
      expect(await changeEmail(guest(tx), linkId)).toEqual(ok(null));
      expect(await findAccountId(tx, "new@example.org")).toBe(person.actor.id);
      expect(await findAccountId(tx, "old@example.org")).toBeNull();
      expect((await readProfile(tx, person.actor.id)).emailVerifiedAt).toEqual(now);
      const told = (await waitingMails(tx, now)).filter(({ kind }) => kind === "email-changed");
      expect(told.map(({ to }) => to).sort()).toEqual(["new@example.org", "old@example.org"]);
    }));

  test("makes the links worthless that were sent to the old one", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx, { email: "before@example.org" });
      const reset = await linkFor(tx, "reset-password", "before@example.org");
      const signIn = await linkFor(tx, "sign-in", "before@example.org");
      await requestEmailChange(person, { email: "after@example.org" });
      const linkId = idOf(await openLink(guest(tx), { token: await lastToken(tx) }));
      expect(await changeEmail(guest(tx), linkId)).toEqual(ok(null));
      expect(await resetPassword(guest(tx), reset, { password: next })).toEqual(fail("link-unknown"));
      expect(await signInWithLink(guest(tx), signIn)).toEqual(fail("link-unknown"));
    }));

  test("that a thief asked for is not had any more once the owner changed the password or said “This wasn’t me”", () =>
    inRollback(async (tx) => {
      const password = "seventeen purple otters";
      const thief = await aPerson(tx, { email: "victim@example.org", passwordHash: await hashPassword(password) });
      const owner = await startSession(guest(tx), { id: thief.actor.id, role: "user" }, { method: "password" });
      const asOwner = { ...thief, actor: { ...thief.actor, sessionId: owner.sessionId } };
      for (const defence of [
        () => changePassword({ ...asOwner, address: null }, { current: password, next }),
        async () =>
          sessionOf(
            await resetPassword(guest(tx), await linkFor(tx, "reset-password", "victim@example.org"), { password }),
          ),
        () => reportSession(asOwner, { sessionId: thief.actor.sessionId }),
      ]) {
        expect(await requestEmailChange(thief, { email: "thief@example.org" })).toEqual(ok(null));
        const linkId = idOf(await openLink(guest(tx), { token: await lastToken(tx) }));
        await defence();
        expect(await changeEmail(guest(tx), linkId)).toEqual(fail("link-unknown"));
      }
      expect(await findAccountId(tx, "victim@example.org")).toBe(thief.actor.id);
    }));

  test("that somebody else has is answered alike, and is not taken from them", () =>
    inRollback(async (tx) => {
      const owner = await aPerson(tx, { email: "taken@example.org" });
      const person = await aPerson(tx);
      expect(await requestEmailChange(person, { email: "taken@example.org" })).toEqual(ok(null));
      const linkId = idOf(await openLink(guest(tx), { token: await lastToken(tx) }));
      // Only who reads the mails of that address gets to here.
      expect(await changeEmail(guest(tx), linkId)).toEqual(fail("email-taken"));
      expect(await findAccountId(tx, "taken@example.org")).toBe(owner.actor.id);
    }));

  test("needs a sign-in of the last fifteen minutes", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      expect(await requestEmailChange({ ...person, now: minutes(15.1) }, { email: "x@example.org" })).toEqual(
        fail("stale-sign-in"),
      );
    }));
});

describe("a new account's address", () => {
  test("is asked for by a mail, and confirmed by its link, once", () =>
    inRollback(async (tx) => {
      const admin = await aPerson(tx, { role: "admin" });
      await changeSetting(admin, { key: "signUp", value: "open" });
      const input = { email: "fresh@example.org", name: "Fresh", password: next };
      const { accountId } = sessionOf(await signUp(guest(tx), input, null, "de"));
      const [mail] = await waitingMails(tx, now);
      expect(mail).toMatchObject({ to: "fresh@example.org", subject: "E-Mail-Adresse bestätigen" });
      expect((await readProfile(tx, accountId)).emailVerifiedAt).toBeNull();
      const linkId = idOf(await openLink(guest(tx), { token: tokenIn(mail) }));
      expect(await verifyEmail(guest(tx, minutes(5)), linkId)).toEqual(ok(null));
      expect((await readProfile(tx, accountId)).emailVerifiedAt).toEqual(minutes(5));
      expect(await verifyEmail(guest(tx), linkId)).toEqual(fail("link-used"));
    }).finally(() => refreshSettings(database())));

  test("is asked for again three times within an hour, and not at all when it is confirmed", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      for (let count = 0; count < 3; count += 1) expect(await sendVerification(person)).toEqual(ok(null));
      expect(await sendVerification(person)).toEqual(fail("too-many-links"));
      await tx.update(accounts).set({ emailVerifiedAt: now }).where(eq(accounts.id, person.actor.id));
      expect(await sendVerification(person)).toEqual(ok(null));
      expect(await waitingMails(tx, now)).toHaveLength(3);
    }));
});

describe("of fifty who use one link at the same moment exactly one succeeds", () => {
  let db: Db;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ db, close } = await ownDatabase("recovery_race"));
  });
  afterAll(() => close());

  const fifty = async <R extends { ok: boolean; error?: string }>(use: (ctx: Ctx) => Promise<R>) => {
    const results = await Promise.all(Array.from({ length: 50 }, () => use(guest(db))));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(new Set(results.filter((result) => !result.ok).map((result) => result.error))).toEqual(
      new Set(["link-used"]),
    );
  };

  test("to sign in", async () => {
    const person = await aPerson(db, { email: "a@example.org" });
    const linkId = await linkFor(db, "sign-in", "a@example.org");
    await fifty((ctx) => signInWithLink(ctx, linkId));
    const mine = await db.select().from(sessions).where(eq(sessions.accountId, person.actor.id));
    expect(mine.filter(({ method }) => method === "mail-link")).toHaveLength(1);
  });

  test("for a new password", { timeout: 120_000 }, async () => {
    await aPerson(db, { email: "b@example.org" });
    const linkId = await linkFor(db, "reset-password", "b@example.org");
    await fifty((ctx) => resetPassword(ctx, linkId, { password: next }));
  });

  test("for another address", async () => {
    const person = await aPerson(db, { email: "c@example.org" });
    await requestEmailChange(person, { email: "c2@example.org" });
    const linkId = idOf(await openLink(guest(db), { token: await lastToken(db) }));
    await fifty((ctx) => changeEmail(ctx, linkId));
  });

  test("to confirm an address", async () => {
    const person = await aPerson(db, { email: "d@example.org" });
    await sendVerification(person);
    const linkId = idOf(await openLink(guest(db), { token: await lastToken(db) }));
    await fifty((ctx) => verifyEmail(ctx, linkId));
  });

  test("and of fifty who ask at the same moment three get a link, of which one works", async () => {
    await aPerson(db, { email: "e@example.org" });
    const asked = await Promise.all(
      Array.from({ length: 50 }, () => requestLink(guest(db), { purpose: "sign-in", email: "e@example.org" })),
    );
    expect(asked.filter((result) => result.ok)).toHaveLength(3);
    const mine = (await waitingMails(db, now)).filter(({ to, kind }) => to === "e@example.org" && kind === "sign-in");
    expect(mine).toHaveLength(3);
    const opened = await Promise.all(mine.map((mail) => openLink(guest(db), { token: tokenIn(mail) })));
    expect(opened.filter((link) => link.ok)).toHaveLength(1);
  });
});

async function withFactor(tx: Db, accountId: string): Promise<void> {
  await tx
    .insert(totpFactors)
    .values({ accountId, secret: Buffer.from("never opened here"), createdAt: now, confirmedAt: now });
}
