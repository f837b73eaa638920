import { eq } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { addressRules } from "#db/schema/access.ts";
import { securityEvents } from "#db/schema/events.ts";
import { addRule } from "#lib/access/address-rules/add-rule.ts";
import { isAddressRefused } from "#lib/access/address-rules/known-rules.ts";
import { listRules } from "#lib/access/address-rules/queries.ts";
import { removeRule, removeRulesOf } from "#lib/access/address-rules/remove-rule.ts";
import { AddRule } from "#lib/access/address-rules/schema.ts";
import { isKeptOut } from "#lib/http/kept-out.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { identityFeed, identitySettled } from "#lib/platform/identity-feed.ts";
import { fail, type Result } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { inOwnDatabase, ownDatabase } from "#tests/support/own-database.ts";
import { inRollback } from "#tests/support/rollback.ts";

inOwnDatabase("address_rules");

const rule = (effect: "allow" | "block", network: string, over: object = {}): AddRule =>
  AddRule.parse({ effect, network, area: "everything", ...over });
const idOf = (added: Result<{ ruleId: string }, string>) => {
  if (!added.ok) throw new Error(added.error);
  return added.value.ruleId;
};
const hours = (count: number) => new Date(now.getTime() + count * 3_600_000);
// `aPerson` asks from here.
const mine = "203.0.113.7";

describe("changing the rules", () => {
  test("one network has one spelling and one rule; what has expired gives way", () =>
    inRollback(async (tx) => {
      const admin = await aPerson(tx, { role: "admin" });
      const first = idOf(await addRule(admin, rule("block", "198.51.100.9/24", { hours: 1, note: " scans   us " })));
      expect(await addRule(admin, rule("block", "::ffff:198.51.100.0/120"))).toEqual(fail("address-rule-exists"));
      expect(await addRule(admin, rule("block", "198.51.100"))).toEqual(fail("network-malformed"));
      expect(
        (await addRule({ ...admin, now: new Date(hours(1).getTime() - 1) }, rule("block", "198.51.100.0/24"))).ok,
      ).toBe(false);
      expect((await listRules(tx, hours(1))).rules.find(({ id }) => id === first)).toMatchObject({
        network: "198.51.100.0/24",
        note: "scans us",
        expired: true,
      });
      const later = { ...admin, now: hours(1), actor: { ...admin.actor, signedInAt: hours(1) } };
      const second = idOf(await addRule(later, rule("block", "198.51.100.0/24")));
      expect((await listRules(tx, hours(1))).rules.map(({ id }) => id)).toEqual([second]);
      const events = await tx.select().from(securityEvents).where(eq(securityEvents.actorId, admin.actor.id));
      expect(events.filter(({ name }) => name === "address-rule.added")).toHaveLength(2);
    }));

  test("is for administrators with a fresh sign-in", () =>
    inRollback(async (tx) => {
      const moderator = await aPerson(tx, { role: "moderator" });
      expect(await addRule(moderator, rule("block", "198.51.100.0/24"))).toEqual(fail("not-allowed"));
      const admin = await aPerson(tx, { role: "admin" });
      expect(await addRule({ ...admin, now: hours(1) }, rule("block", "198.51.100.0/24"))).toEqual(
        fail("stale-sign-in"),
      );
    }));
});

describe("no administrator locks themselves out", () => {
  const lockout = fail("address-rule-locks-you-out");

  test("not by a block that their own address lies in, however it is written", () =>
    inRollback(async (tx) => {
      const admin = await aPerson(tx, { role: "admin" });
      for (const network of [mine, "203.0.113.0/24", `::ffff:${mine}`, "0.0.0.0/0"]) {
        for (const area of ["everything", "administration"])
          expect([network, area, await addRule(admin, rule("block", network, { area, hours: 1 }))]).toEqual([
            network,
            area,
            lockout,
          ]);
      }
      expect((await addRule(admin, rule("block", "203.0.113.8"))).ok).toBe(true);
      expect((await addRule(admin, rule("block", "::/0"))).ok).toBe(true);
    }));

  test("not by letting in somebody else first, nor by letting themselves in for a shorter time", () =>
    inRollback(async (tx) => {
      const admin = await aPerson(tx, { role: "admin" });
      expect(await addRule(admin, rule("allow", "10.0.0.0/8"))).toEqual(lockout);
      idOf(await addRule(admin, rule("allow", "203.0.113.0/24", { hours: 24 })));
      expect(await addRule(admin, rule("allow", "10.0.0.0/8"))).toEqual(lockout);
      expect(await addRule(admin, rule("allow", "10.0.0.0/8", { hours: 25 }))).toEqual(lockout);
      idOf(await addRule(admin, rule("allow", "10.0.0.0/8", { hours: 24 })));
      idOf(await addRule(admin, rule("allow", mine)));
      idOf(await addRule(admin, rule("allow", "10.1.0.0/16")));
    }));

  test("not by removing what lets them in while others stay let in", () =>
    inRollback(async (tx) => {
      const admin = await aPerson(tx, { role: "admin" });
      const own = idOf(await addRule(admin, rule("allow", mine)));
      const other = idOf(await addRule(admin, rule("allow", "10.0.0.0/8")));
      expect(await removeRule(admin, { ruleId: own })).toEqual(lockout);
      expect((await removeRule(admin, { ruleId: other })).ok).toBe(true);
      expect((await removeRule(admin, { ruleId: own })).ok).toBe(true);
      expect(await removeRule(admin, { ruleId: own })).toEqual(fail("address-rule-not-found"));
    }));

  test("a shell on the server is the way back, by any spelling of the network", () =>
    inRollback(async (tx) => {
      const operator: Ctx = { ...anonymousCtx(tx), actor: { kind: "operator" }, address: null };
      for (const [effect, area] of [
        ["allow", "everything"],
        ["block", "administration"],
      ] as const)
        expect((await addRule(operator, rule(effect, "192.0.2.0/24", { area }))).ok).toBe(true);
      expect(await removeRulesOf(operator, { network: "192.0.2.77/24" })).toMatchObject({ ok: true, value: 2 });
      expect(await removeRulesOf(operator, { network: "192.0.2.0/24" })).toEqual(fail("address-rule-not-found"));
      expect(await listRules(tx, now)).toEqual({ rules: [], total: 0 });
    }));
});

test("two changes at one moment cannot do together what neither may do alone", async () => {
  const { db, close } = await ownDatabase("address_rules_race");
  try {
    const admin = await aPerson(db, { role: "admin" });
    const ids = await Promise.all(
      [mine, "203.0.113.0/24", "10.0.0.0/8"].map(async (network) => {
        const operator: Ctx = { ...anonymousCtx(db), actor: { kind: "operator" }, address: null };
        return idOf(await addRule(operator, rule("allow", network)));
      }),
    );
    const removed = await Promise.all(ids.slice(0, 2).map((ruleId) => removeRule(admin, { ruleId })));
    expect(removed.filter(({ ok }) => ok)).toHaveLength(1);
  } finally {
    await close();
  }
});

// What a process remembers is told by commits, so these rules are really there.
describe("in a running process", () => {
  afterEach(async () => {
    await database().delete(addressRules);
    await identitySettled();
  });
  const from = (address: string, at = now): Ctx => ({ ...anonymousCtx(database()), address, now: at });

  test("a rule holds at the next request, and its end too; in between nothing is read", async () => {
    const admin = await aPerson(database(), { role: "admin" });
    await identitySettled();
    expect(await isAddressRefused(from("198.51.100.77"), "everything")).toBe(false);
    const ruleId = idOf(await addRule(admin, rule("block", "198.51.100.0/24", { hours: 1 })));
    await identitySettled();
    expect(await isAddressRefused(from("198.51.100.77"), "everything")).toBe(true);
    expect(identityFeed.isLive()).toBe(true);
    const silent = (at: Date) => ({ ...from("198.51.100.77", at), db: null as never });
    expect(await isAddressRefused(silent(now), "everything")).toBe(true);
    expect(await isAddressRefused(silent(hours(1)), "everything")).toBe(false);
    await removeRule(admin, { ruleId });
    await identitySettled();
    expect(await isAddressRefused(from("198.51.100.77"), "everything")).toBe(false);
  });

  test("who is kept out is an event once a minute; probes of health always get through", async () => {
    const admin = await aPerson(database(), { role: "admin" });
    idOf(await addRule(admin, rule("block", "198.51.100.0/24")));
    idOf(await addRule(admin, rule("block", "192.0.2.0/24", { area: "administration" })));
    await identitySettled();
    const requestId = anonymousCtx(database()).requestId;
    const knock = (address: string, path: string, at = now) => isKeptOut({ ...from(address, at), requestId }, path);
    for (let times = 0; times < 5; times += 1) expect(await knock("198.51.100.5", "/chat")).toBe(true);
    expect(await knock("198.51.100.5", "/api/health/ready")).toBe(false);
    expect(await knock("192.0.2.5", "/chat")).toBe(false);
    for (const path of ["/admin", "/admin/users", "/api/events", "/api/v1/events"])
      expect([path, await knock("192.0.2.5", path)]).toEqual([path, true]);
    const events = async () => {
      const rows = await database()
        .select()
        .from(securityEvents)
        .where(eq(securityEvents.requestId, requestId))
        .orderBy(securityEvents.seq);
      return rows.map(({ data }) => (data as { area: string }).area);
    };
    expect(await events()).toEqual(["everything", "administration"]);
    expect(await knock("198.51.100.5", "/chat", new Date(now.getTime() + 60_000))).toBe(true);
    expect(await events()).toEqual(["everything", "administration", "everything"]);
  });
});
