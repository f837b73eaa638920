import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { delegatePermission } from "#lib/access/delegate-permission.ts";
import { endDelegation } from "#lib/access/end-delegation.ts";
import { LendPermission } from "#lib/access/inputs.ts";
import { denial } from "#lib/access/policy.ts";
import { listDelegations } from "#lib/access/queries.ts";
import { entryPermissions, permissionOf } from "#lib/http/doors.ts";
import { changeRole } from "#lib/identity/people/change-role.ts";
import { suspendPerson } from "#lib/identity/people/suspend-person.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { followEvents } from "#lib/security/events/follow-events.ts";
import { aPerson, now } from "#tests/support/factories.ts";
import { asFound, eventsOf, minutes } from "#tests/support/requests.ts";
import { inRollback } from "#tests/support/rollback.ts";

const may = (ctx: PersonCtx, permission: "event.list" | "event.read-origin" | "person.list" | "moderation.open") =>
  denial(ctx.actor, permission, {}, ctx.now) === null;

async function lent(tx: Db, of: { permission?: string; minutes?: number } = {}) {
  const lender = await aPerson(tx, { role: "admin" });
  const receiver = await aPerson(tx, { email: "receiver@example.org", name: "Receiver" });
  const made = await delegatePermission(lender, {
    permission: of.permission ?? "event.list",
    email: "receiver@example.org",
    minutes: of.minutes ?? 60,
  });
  if (!made.ok) throw new Error(made.error);
  return { lender, receiver, delegationId: made.value.delegationId };
}

describe("a lent permission", () => {
  test("opens exactly its own part of the house, and shows no origins", () =>
    inRollback(async (tx) => {
      const { receiver, delegationId } = await lent(tx);
      const person = await asFound(receiver);
      const open = entryPermissions.filter((permission) => denial(person.actor, permission, {}, now) === null);
      expect(open).toEqual(["event.list"]);
      expect(permissionOf("/admin/events")).toBe("event.list");
      expect(permissionOf("/admin/users")).toBe("person.list");
      expect(may(person, "event.read-origin")).toBe(false);
      expect(await eventsOf(tx, "delegation.created")).toEqual([
        { delegationId, permission: "event.list", toId: receiver.actor.id, minutes: 60 },
      ]);
    }));

  test("lets its holder follow events live, which nobody else of that role may", () =>
    inRollback(async (tx) => {
      const { receiver } = await lent(tx);
      const stream = await followEvents(await asFound(receiver), {});
      expect(stream.ok).toBe(true);
      if (stream.ok) await stream.value.cancel();
      expect(await followEvents(await aPerson(tx), {})).toMatchObject({ ok: false });
    }));

  test("stops at the second it expires, also for somebody who is remembered since before", () =>
    inRollback(async (tx) => {
      const { receiver } = await lent(tx, { minutes: 15 });
      const person = await asFound(receiver);
      const at = (milliseconds: number) => new Date(minutes(15).getTime() + milliseconds);
      expect(may({ ...person, now: at(-1) }, "event.list")).toBe(true);
      expect(may({ ...person, now: at(0) }, "event.list")).toBe(false);
      expect(may(await asFound(receiver, at(0)), "event.list")).toBe(false);
    }));

  test.each(["lender", "receiver", "another administrator"] as const)("is ended by %s at once", (who) =>
    inRollback(async (tx) => {
      const { lender, receiver, delegationId } = await lent(tx);
      const by = who === "lender" ? lender : who === "receiver" ? receiver : await aPerson(tx, { role: "admin" });
      expect(await endDelegation(by, { delegationId })).toEqual(ok(null));
      expect(may(await asFound(receiver), "event.list")).toBe(false);
      expect(await listDelegations(tx, now)).toEqual([]);
      expect(await endDelegation(by, { delegationId })).toEqual(fail("delegation-not-found"));
      expect(await eventsOf(tx, "delegation.ended")).toHaveLength(1);
    }),
  );

  test("is ended by nobody else: to a moderator it looks like one that does not exist", () =>
    inRollback(async (tx) => {
      const { receiver, delegationId } = await lent(tx);
      const other = await aPerson(tx, { role: "moderator" });
      expect(await endDelegation(other, { delegationId })).toEqual(fail("delegation-not-found"));
      expect(await endDelegation(other, { delegationId: other.actor.sessionId })).toEqual(fail("delegation-not-found"));
      expect(may(await asFound(receiver), "event.list")).toBe(true);
      expect(await eventsOf(tx, "access.denied")).toHaveLength(1);
    }));

  test("goes when its lender loses the role, and does not come back with it", () =>
    inRollback(async (tx) => {
      const { lender, receiver } = await lent(tx);
      const other = await aPerson(tx, { role: "admin" });
      const change = (role: "moderator" | "admin") => changeRole(other, { accountId: lender.actor.id, role });
      expect((await change("moderator")).ok).toBe(true);
      expect(may(await asFound(receiver), "event.list")).toBe(false);
      expect((await change("admin")).ok).toBe(true);
      expect(may(await asFound(receiver), "event.list")).toBe(false);
      expect(await eventsOf(tx, "delegation.ended")).toHaveLength(1);
    }));

  test("goes when its lender is suspended", () =>
    inRollback(async (tx) => {
      const { lender, receiver } = await lent(tx);
      const other = await aPerson(tx, { role: "admin" });
      expect((await suspendPerson(other, { accountId: lender.actor.id, suspended: true })).ok).toBe(true);
      expect(may(await asFound(receiver), "event.list")).toBe(false);
    }));

  test("goes when its receiver is suspended, and does not come back when they are restored", () =>
    inRollback(async (tx) => {
      const { lender, receiver, delegationId } = await lent(tx);
      for (const suspended of [true, false])
        expect((await suspendPerson(lender, { accountId: receiver.actor.id, suspended })).ok).toBe(true);
      expect(await listDelegations(tx, now)).toEqual([]);
      expect(await eventsOf(tx, "delegation.ended")).toEqual([
        { delegationId, permission: "event.list", toId: receiver.actor.id },
      ]);
    }));

  test.each([
    ["role", { role: "user" }],
    ["state", { state: "suspended" }],
  ] as const)("counts only while its lender holds it, whoever changed the lender’s %s", (_, change) =>
    inRollback(async (tx) => {
      const { lender, receiver } = await lent(tx);
      await tx.update(accounts).set(change).where(eq(accounts.id, lender.actor.id));
      expect(may(await asFound(receiver), "event.list")).toBe(false);
      expect(await listDelegations(tx, now)).toEqual([]);
    }),
  );

  test("of the moderation stays when an administrator becomes a moderator, who holds it too", () =>
    inRollback(async (tx) => {
      const { lender, receiver } = await lent(tx, { permission: "moderation.open" });
      const other = await aPerson(tx, { role: "admin" });
      expect((await changeRole(other, { accountId: lender.actor.id, role: "moderator" })).ok).toBe(true);
      expect(may(await asFound(receiver), "moderation.open")).toBe(true);
    }));

  test("is seen at both ends and nowhere else", () =>
    inRollback(async (tx) => {
      const { lender, receiver, delegationId } = await lent(tx);
      const other = await aPerson(tx);
      for (const { actor } of [lender, receiver])
        expect(await listDelegations(tx, now, actor.id)).toMatchObject([
          { id: delegationId, permission: "event.list", to: { name: "Receiver" } },
        ]);
      expect(await listDelegations(tx, now, other.actor.id)).toEqual([]);
    }));
});

describe("lending", () => {
  const email = "receiver@example.org";
  const lend = (ctx: PersonCtx, permission: string, to = email) =>
    delegatePermission(ctx, { permission, email: to, minutes: 60 });

  test("takes a role that may, and a fresh sign-in", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email });
      expect(await lend(await aPerson(tx, { role: "premium" }), "moderation.open")).toEqual(fail("not-allowed"));
      const moderator = await aPerson(tx, { role: "moderator" });
      expect(await lend({ ...moderator, now: minutes(15.01) }, "moderation.open")).toEqual(fail("stale-sign-in"));
      expect((await lend({ ...moderator, now: minutes(15) }, "moderation.open")).ok).toBe(true);
    }));

  test("is of what one holds by one’s role, and of what may be lent at all", () =>
    inRollback(async (tx) => {
      await aPerson(tx, { email });
      const moderator = await aPerson(tx, { role: "moderator", email: "moderator@example.org" });
      const admin = await aPerson(tx, { role: "admin" });
      expect(await lend(moderator, "event.list")).toEqual(fail("not-yours-to-lend"));
      expect(await lend(admin, "person.change-role")).toEqual(fail("not-yours-to-lend"));
      expect(await lend(admin, "conversation.read")).toEqual(fail("not-yours-to-lend"));
      expect(await lend(admin, "no.such-permission")).toEqual(fail("not-yours-to-lend"));
      // What was lent to one is not one's own.
      expect((await lend(admin, "event.list", "moderator@example.org")).ok).toBe(true);
      expect(may(await asFound(moderator), "event.list")).toBe(true);
      expect(await lend(await asFound(moderator), "event.list")).toEqual(fail("not-yours-to-lend"));
    }));

  test("is to an active person who does not have it already, and not to oneself", () =>
    inRollback(async (tx) => {
      const admin = await aPerson(tx, { role: "admin", email: "admin@example.org" });
      const receiver = await aPerson(tx, { email });
      await aPerson(tx, { role: "admin", email: "other.admin@example.org" });
      expect(await lend(admin, "event.list", "nobody@example.org")).toEqual(fail("person-not-found"));
      expect(await lend(admin, "event.list", "admin@example.org")).toEqual(fail("not-yourself"));
      expect(await lend(admin, "event.list", "other.admin@example.org")).toEqual(fail("already-held"));
      expect((await lend(admin, "event.list")).ok).toBe(true);
      expect(await lend(admin, "event.list")).toEqual(fail("already-held"));
      await tx.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, receiver.actor.id));
      expect(await lend(admin, "person.list")).toEqual(fail("person-not-found"));
    }));

  test.each([{ role: "user" }, { state: "suspended" }] as const)(
    "is over for who became %o while the request was on its way",
    (change) =>
      inRollback(async (tx) => {
        const admin = await aPerson(tx, { role: "admin" });
        await aPerson(tx, { email });
        await tx.update(accounts).set(change).where(eq(accounts.id, admin.actor.id));
        expect(await lend(admin, "event.list")).toEqual(fail("not-yours-to-lend"));
        expect(await listDelegations(tx, now)).toEqual([]);
        expect(await eventsOf(tx, "access.denied")).toMatchObject([{ reason: "not-held" }]);
      }),
  );

  test("lasts fifteen minutes to thirty days", () => {
    const input = (count: number) => LendPermission.safeParse({ permission: "event.list", email, minutes: count });
    expect([14, 15, 43_200, 43_201, 15.5].map((count) => input(count).success)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });
});
