import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { factorResets, totpFactors } from "#db/schema/factors.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { mostListed } from "#lib/identity/numbers.ts";
import { decideFactorReset } from "#lib/identity/people/decide-factor-reset.ts";
import { listFactorResets } from "#lib/identity/people/queries.ts";
import { requestFactorReset } from "#lib/identity/people/request-factor-reset.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { aPerson, now } from "#tests/support/factories.ts";
import { waitingMails } from "#tests/support/mails.ts";
import { ownDatabase } from "#tests/support/own-database.ts";
import { inRollback } from "#tests/support/rollback.ts";

const reason = "Lost the phone on a train, called me by voice.";
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);

async function aProtectedPerson(db: Db, role: "user" | "admin" = "user") {
  const person = await aPerson(db, { role });
  await db
    .insert(totpFactors)
    .values({ accountId: person.actor.id, secret: Buffer.from("-"), createdAt: now, confirmedAt: now });
  return person;
}

const hasFactor = async (db: Db, accountId: string) =>
  (await db.select().from(totpFactors).where(eq(totpFactors.accountId, accountId))).length > 0;

async function asked(db: Db, ...given: Parameters<typeof requestFactorReset>): Promise<string> {
  const result = await requestFactorReset(...given);
  if (!result.ok) throw new Error(result.error);
  expect(result.value.state).toBe("waiting");
  expect(await hasFactor(db, given[1].accountId), "nothing is removed before another agrees").toBe(true);
  return result.value.resetId;
}

test("an only administrator removes lost factors at once; the owner's sessions end, and they are told", () =>
  inRollback(async (tx) => {
    const admin = await aPerson(tx, { role: "admin" });
    const person = await aProtectedPerson(tx);
    const { accountId } = { accountId: person.actor.id };
    expect(await requestFactorReset(admin, { accountId, reason })).toMatchObject(ok({ state: "done" }));
    expect(await hasFactor(tx, accountId)).toBe(false);
    expect(await checkSession({ db: tx, now }, person.actor.sessionId)).toEqual(fail("ended"));
    expect((await waitingMails(tx, now)).map((mail) => [mail.kind, mail.accountId])).toEqual([
      ["factors-reset", accountId],
    ]);
    const names = (await tx.select({ name: securityEvents.name }).from(securityEvents)).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["factor.reset-requested", "factor.removed", "factor.reset-decided"]));
  }));

test("where there are others, another administrator must agree: not who asked, and not whose factors they are", () =>
  inRollback(async (tx) => {
    const [asks, agrees, concerned] = [
      await aPerson(tx, { role: "admin" }),
      await aPerson(tx, { role: "admin" }),
      await aProtectedPerson(tx, "admin"),
    ];
    const accountId = concerned.actor.id;
    const resetId = await asked(tx, asks, { accountId, reason });
    expect(await listFactorResets(tx, now)).toMatchObject([{ id: resetId, accountId, reason, name: "A Person" }]);
    expect(await decideFactorReset(asks, { resetId, approve: true })).toEqual(fail("reset-not-yours"));
    expect(await decideFactorReset(concerned, { resetId, approve: true })).toEqual(fail("reset-not-yours"));
    expect(await hasFactor(tx, accountId)).toBe(true);
    expect(await decideFactorReset(agrees, { resetId, approve: true })).toEqual(ok({ state: "done" }));
    expect(await hasFactor(tx, accountId)).toBe(false);
    expect(await decideFactorReset(agrees, { resetId, approve: true })).toEqual(fail("reset-over"));
    expect(await listFactorResets(tx, now)).toEqual([]);
  }));

test("declining leaves everything as it is, and the request is over", () =>
  inRollback(async (tx) => {
    const [asks, declines] = [await aPerson(tx, { role: "admin" }), await aPerson(tx, { role: "admin" })];
    const person = await aProtectedPerson(tx);
    const resetId = await asked(tx, asks, { accountId: person.actor.id, reason });
    expect(await decideFactorReset(declines, { resetId, approve: false })).toEqual(ok({ state: "declined" }));
    expect(await hasFactor(tx, person.actor.id)).toBe(true);
    expect((await checkSession({ db: tx, now }, person.actor.sessionId)).ok).toBe(true);
    expect(await decideFactorReset(declines, { resetId, approve: true })).toEqual(fail("reset-over"));
  }));

test("a request waits for 24 hours, and no longer than its requester is an administrator", () =>
  inRollback(async (tx) => {
    const [asks, agrees] = [await aPerson(tx, { role: "admin" }), await aPerson(tx, { role: "admin" })];
    const person = await aProtectedPerson(tx);
    const resetId = await asked(tx, asks, { accountId: person.actor.id, reason });
    const late = { ...agrees, now: hours(24), actor: { ...agrees.actor, signedInAt: hours(24) } };
    expect(await decideFactorReset(late, { resetId, approve: true })).toEqual(fail("reset-over"));
    expect(await listFactorResets(tx, hours(24))).toEqual([]);
    await tx.update(accounts).set({ role: "user" }).where(eq(accounts.id, asks.actor.id));
    expect(await decideFactorReset(agrees, { resetId, approve: true })).toEqual(fail("reset-over"));
    expect(await hasFactor(tx, person.actor.id)).toBe(true);
  }));

test("two administrators alone cannot take each other's factors: the refusal says so", () =>
  inRollback(async (tx) => {
    const [asks, concerned] = [await aPerson(tx, { role: "admin" }), await aProtectedPerson(tx, "admin")];
    const accountId = concerned.actor.id;
    expect(await requestFactorReset(asks, { accountId, reason })).toEqual(fail("reset-no-approver"));
  }));

test("needs an administrator with a fresh sign-in, somebody else, and a factor that is there", () =>
  inRollback(async (tx) => {
    const admin = await aPerson(tx, { role: "admin" });
    const moderator = await aPerson(tx, { role: "moderator" });
    const person = await aProtectedPerson(tx);
    const input = { accountId: person.actor.id, reason };
    expect(await requestFactorReset(moderator, input)).toEqual(fail("not-allowed"));
    expect(await requestFactorReset({ ...admin, now: hours(0.26) }, input)).toEqual(fail("stale-sign-in"));
    expect(await requestFactorReset(admin, { accountId: admin.actor.id, reason })).toEqual(fail("not-yourself"));
    expect(await requestFactorReset(admin, { accountId: moderator.actor.id, reason })).toEqual(fail("no-factor"));
  }));

test("one request waits for one person at a time, and its reason is sealed", () =>
  inRollback(async (tx) => {
    const [asks, other] = [await aPerson(tx, { role: "admin" }), await aPerson(tx, { role: "admin" })];
    const person = await aProtectedPerson(tx);
    const input = { accountId: person.actor.id, reason };
    await asked(tx, asks, input);
    expect(await requestFactorReset(other, input)).toEqual(fail("reset-waiting"));
    const [row] = await tx.select().from(factorResets);
    expect(row?.reason.toString("latin1")).not.toContain("phone");
  }));

test("however many wait, the list shows so many that it can be read, the oldest first", () =>
  inRollback(async (tx) => {
    const [asks, person] = [await aPerson(tx, { role: "admin" }), await aPerson(tx)];
    const box = await systemBox(tx);
    const rows = Array.from({ length: mostListed.factorResets + 1 }, (_, at) => {
      const id = uuidv7();
      return {
        ...{ id, accountId: person.actor.id, requestedBy: asks.actor.id, state: "waiting" as const },
        ...{
          reason: box.seal("factor_resets.reason", id, reason),
          requestedAt: hours(-at / 1_000),
          expiresAt: hours(1),
        },
      };
    });
    await tx.insert(factorResets).values(rows);
    const listed = await listFactorResets(tx, now);
    expect(listed).toHaveLength(mostListed.factorResets);
    expect(listed[0]?.id).toBe(rows.at(-1)?.id);
  }));

let db: Db;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await ownDatabase("factor_reset_race"));
});
afterAll(() => close());

test("of two who decide at the same moment exactly one does", async () => {
  const admins = await Promise.all(Array.from({ length: 7 }, () => aPerson(db, { role: "admin" })));
  const [asks, ...deciders] = admins as [Awaited<ReturnType<typeof aPerson>>];
  const person = await aProtectedPerson(db);
  const resetId = await asked(db, asks, { accountId: person.actor.id, reason });
  const results = await Promise.all(
    deciders.map((decider, index) => decideFactorReset(decider, { resetId, approve: index % 2 === 0 })),
  );
  expect(results.filter((result) => result.ok)).toHaveLength(1);
  const events = await db.select().from(securityEvents).where(eq(securityEvents.name, "factor.reset-decided"));
  const isLeft = await hasFactor(db, person.actor.id);
  expect(events).toMatchObject([{ data: { decision: isLeft ? "declined" : "done" } }]);
});
