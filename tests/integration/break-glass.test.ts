import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { breakGlass as glasses } from "#db/schema/access.ts";
import { securityEvents } from "#db/schema/events.ts";
import { mails } from "#db/schema/sessions.ts";
import { breakGlass } from "#lib/access/break-glass.ts";
import { closeGlass } from "#lib/access/close-glass.ts";
import { BreakGlass } from "#lib/access/inputs.ts";
import { lookThroughGlass } from "#lib/access/look-through-glass.ts";
import { listBrokenGlass } from "#lib/access/queries.ts";
import { followReply } from "#lib/chat/follow-reply.ts";
import { changeRole } from "#lib/identity/people/change-role.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { aConversation, aPerson, now } from "#tests/support/factories.ts";
import { asFound, eventsOf, minutes } from "#tests/support/requests.ts";
import { inRollback } from "#tests/support/rollback.ts";

const reason = "The works council asked for what was said about the merger.";

async function broken(tx: Db) {
  const [admin, owner] = [await aPerson(tx, { role: "admin" }), await aPerson(tx)];
  const made = await breakGlass(admin, { ownerId: owner.actor.id, reason });
  if (!made.ok) throw new Error(made.error);
  return { admin, owner, ownerId: owner.actor.id, glassId: made.value.glassId };
}

describe("breaking the glass", () => {
  test("takes an administrator, a fresh sign-in, and somebody else", () =>
    inRollback(async (tx) => {
      const [moderator, admin] = [await aPerson(tx, { role: "moderator" }), await aPerson(tx, { role: "admin" })];
      const ownerId = (await aPerson(tx)).actor.id;
      expect(await breakGlass(moderator, { ownerId, reason })).toEqual(fail("not-allowed"));
      expect(await breakGlass({ ...admin, now: minutes(15.01) }, { ownerId, reason })).toEqual(fail("stale-sign-in"));
      expect(await breakGlass(admin, { ownerId: admin.actor.id, reason })).toEqual(fail("not-yourself"));
      expect(await breakGlass(admin, { ownerId: admin.actor.sessionId, reason })).toEqual(fail("person-not-found"));
      expect(await tx.select().from(glasses)).toEqual([]);
      expect((await breakGlass(admin, { ownerId, reason })).ok).toBe(true);
      expect(await breakGlass(admin, { ownerId, reason })).toEqual(fail("glass-broken-already"));
    }));

  test("takes a reason of 20 to 2,000 characters, and spaces are none", () => {
    const ownerId = "019a0000-0000-7000-8000-000000000000";
    const fits = (text: string) => BreakGlass.safeParse({ ownerId, reason: text }).success;
    expect(fits("x".repeat(19))).toBe(false);
    expect(fits("x".repeat(20))).toBe(true);
    expect(fits(`${"x".repeat(10)}${" ".repeat(30)}`)).toBe(false);
    expect(fits("x".repeat(2_000))).toBe(true);
    expect(fits("x".repeat(2_001))).toBe(false);
  });

  test("is told to the person, and is an event of high severity without the reason, which is sealed", () =>
    inRollback(async (tx) => {
      const { ownerId, glassId } = await broken(tx);
      expect(await tx.select().from(securityEvents).where(eq(securityEvents.name, "glass.broken"))).toMatchObject([
        { severity: "high", data: { glassId, ownerId, minutes: 60 } },
      ]);
      const told = { accountId: ownerId, kind: "glass-broken" };
      expect(await tx.select().from(mails).where(eq(mails.kind, "glass-broken"))).toMatchObject([told]);
      const [row] = await tx.select().from(glasses);
      expect(row?.reason.toString("latin1")).not.toContain("merger");
      expect(await listBrokenGlass(tx, ownerId, now)).toMatchObject([{ id: glassId, reason }]);
    }));
});

describe("through broken glass", () => {
  test("its holder looks for sixty minutes, and not a moment longer", () =>
    inRollback(async (tx) => {
      const { admin, owner, ownerId } = await broken(tx);
      const { id: conversationId } = await aConversation(owner);
      const look = async (at: Date) => lookThroughGlass(await asFound(admin, at), { ownerId, conversationId });
      expect(await look(now)).toEqual(ok(null));
      // A use in between, so that the session itself is not idle.
      await asFound(admin, minutes(30));
      expect(await look(new Date(minutes(60).getTime() - 1))).toEqual(ok(null));
      expect(await look(minutes(60))).toEqual(fail("conversation-not-found"));
      expect(await listBrokenGlass(tx, ownerId, minutes(60))).toEqual([]);
    }));

  test("nobody else looks, and the holder at nobody else’s", () =>
    inRollback(async (tx) => {
      const { admin, owner, ownerId } = await broken(tx);
      const { id: conversationId } = await aConversation(owner);
      const [other, third] = [await aPerson(tx, { role: "admin" }), await aPerson(tx)];
      const hidden = fail("conversation-not-found");
      expect(await lookThroughGlass(await asFound(other), { ownerId, conversationId })).toEqual(hidden);
      const elsewhere = { ownerId: third.actor.id, conversationId: null };
      expect(await lookThroughGlass(await asFound(admin), elsewhere)).toEqual(hidden);
      expect(await eventsOf(tx, "glass.used")).toEqual([]);
      expect(await eventsOf(tx, "access.denied")).toHaveLength(2);
    }));

  test("each look is an event, once in ten minutes for one conversation and one holder", () =>
    inRollback(async (tx) => {
      const { admin, owner, ownerId } = await broken(tx);
      const first = (await aConversation(owner)).id;
      const second = (await aConversation(owner)).id;
      const look = async (conversationId: string | null, at: number) =>
        lookThroughGlass(await asFound(admin, minutes(at)), { ownerId, conversationId });
      for (const at of [0, 1, 9]) await look(first, at);
      await look(null, 9);
      await look(second, 9);
      expect(await eventsOf(tx, "glass.used")).toHaveLength(3);
      await look(first, 10);
      expect(await eventsOf(tx, "glass.used")).toEqual(
        [first, null, second, first].map((conversationId) => ({ ownerId, conversationId })),
      );
    }));

  test("one’s own conversations leave no such event", () =>
    inRollback(async (tx) => {
      const person = await aPerson(tx);
      const own = { ownerId: person.actor.id, conversationId: null };
      expect(await lookThroughGlass(person, own)).toEqual(ok(null));
      expect(await eventsOf(tx, "glass.used")).toEqual([]);
    }));

  test("nobody listens in on a reply that is being written", () =>
    inRollback(async (tx) => {
      const { admin, owner } = await broken(tx);
      const { id: conversationId } = await aConversation(owner, { lastState: "streaming" });
      const hidden = fail("conversation-not-found");
      expect(await followReply(await asFound(admin), { conversationId })).toEqual(hidden);
      const heard = await followReply(owner, { conversationId });
      expect(heard.ok).toBe(true);
      if (heard.ok) await heard.value?.cancel();
    }));
});

describe("glass is whole again", () => {
  test.each(["its holder", "another administrator"] as const)("when %s closes it", (who) =>
    inRollback(async (tx) => {
      const { admin, ownerId, glassId } = await broken(tx);
      const by = who === "its holder" ? admin : await aPerson(tx, { role: "admin" });
      expect(await closeGlass(by, { glassId })).toEqual(ok(null));
      expect((await asFound(admin)).actor.glass).toEqual([]);
      expect(await eventsOf(tx, "glass.closed")).toEqual([{ glassId, ownerId }]);
      expect(await closeGlass(by, { glassId })).toEqual(fail("glass-not-found"));
    }),
  );

  test("but not when somebody without that permission tries", () =>
    inRollback(async (tx) => {
      const { admin, owner, glassId } = await broken(tx);
      expect(await closeGlass(owner, { glassId })).toEqual(fail("not-allowed"));
      expect((await asFound(admin)).actor.glass).toHaveLength(1);
    }));

  test("when its holder stops being an administrator, also if they become one again", () =>
    inRollback(async (tx) => {
      const { admin, ownerId, glassId } = await broken(tx);
      const other = await aPerson(tx, { role: "admin" });
      for (const role of ["user", "admin"] as const) await changeRole(other, { accountId: admin.actor.id, role });
      expect(await listBrokenGlass(tx, ownerId, now)).toEqual([]);
      expect(await eventsOf(tx, "glass.closed")).toEqual([{ glassId, ownerId }]);
    }));
});
