import { getEventListeners } from "node:events";
import { desc, eq } from "drizzle-orm";
import { afterEach, expect, test, vi } from "vitest";
import { securityEvents } from "#db/schema/events.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { beginDraining, drainSignal } from "#lib/platform/draining.ts";
import { forgetProcessState } from "#lib/platform/process-state.ts";
import { fail } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { followEvents } from "#lib/security/events/follow-events.ts";
import { listEvents } from "#lib/security/events/queries.ts";
import { watchEvents } from "#lib/security/events/watch-events.ts";
import { anonymousCtx, aPerson } from "#tests/support/factories.ts";
import { inRollback } from "#tests/support/rollback.ts";

afterEach(() => {
  vi.useRealTimers();
  forgetProcessState("draining");
});

test("an event vanishes with the change that it describes", () =>
  inRollback(async (tx) => {
    const ctx = anonymousCtx(tx);
    await inTransaction(ctx, async (inner) => {
      await emit(inner, "setup.link-issued", {});
      throw new Error("the change failed");
    }).catch(() => {});
    expect(await tx.select().from(securityEvents).where(eq(securityEvents.requestId, ctx.requestId))).toEqual([]);
  }));

test("data that the catalogue does not know is a bug, not an event", () =>
  inRollback(async (tx) => {
    await expect(emit(anonymousCtx(tx), "setup.link-issued", { password: "x" } as never)).rejects.toThrow();
  }));

test("where an event came from is sealed, and shown only to who may see it", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx);
    await emit({ ...person, address: "203.0.113.99", device: "A Browser" }, "setup.link-issued", {});
    const [row] = await tx.select().from(securityEvents).orderBy(desc(securityEvents.seq)).limit(1);
    expect(row?.origin?.toString("latin1")).not.toContain("203.0.113.99");
    const [hidden] = await listEvents(tx, {}, false);
    const [shown] = await listEvents(tx, {}, true);
    expect(hidden?.origin).toBeNull();
    expect(shown?.origin).toEqual({ address: "203.0.113.99", device: "A Browser" });
  }));

test("equal addresses have equal indexes, so that they can be counted; different ones differ", () =>
  inRollback(async (tx) => {
    for (const address of ["203.0.113.1", "203.0.113.1", "203.0.113.2"])
      await emit({ ...anonymousCtx(tx), address }, "setup.link-issued", {});
    const rows = await tx
      .select({ index: securityEvents.addressIndex })
      .from(securityEvents)
      .orderBy(desc(securityEvents.seq))
      .limit(3);
    const [two, oneAgain, one] = rows.map((row) => row.index?.toString("hex"));
    expect(one).toBe(oneAgain);
    expect(one).not.toBe(two);
  }));

test("filters narrow by name, severity and person, and pages go on where the one before ended", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx);
    for (let count = 0; count < 60; count += 1) await emit(person, "setup.link-issued", {});
    await emit(person, "session.refused", { accountId: null, reason: "wrong-credentials" });
    expect(await listEvents(tx, { name: "session.refused", actorId: person.actor.id }, false)).toHaveLength(1);
    expect(
      (await listEvents(tx, { severity: "medium", actorId: person.actor.id }, false)).every(
        (event) => event.severity === "medium",
      ),
    ).toBe(true);
    const first = await listEvents(tx, { name: "setup.link-issued", actorId: person.actor.id }, false);
    const second = await listEvents(
      tx,
      { name: "setup.link-issued", actorId: person.actor.id, before: first.at(-1)?.seq },
      false,
    );
    expect([first.length, second.length]).toEqual([50, 10]);
  }));

test("a committed event is announced within two seconds, one that rolled back never", async () => {
  const heard: number[] = [];
  const end = watchEvents((seq) => heard.push(seq));
  await vi.waitFor(async () => {
    await emit(anonymousCtx(database()), "setup.link-issued", {});
    expect(heard.length).toBeGreaterThan(0);
  }, 20_000);
  const seqOf = async (ctx: ReturnType<typeof anonymousCtx>) => {
    await emit(ctx, "setup.link-issued", {});
    const [row] = await ctx.db
      .select({ seq: securityEvents.seq })
      .from(securityEvents)
      .where(eq(securityEvents.requestId, ctx.requestId));
    return row?.seq as number;
  };
  let rolledBack = 0;
  await inRollback(async (tx) => {
    rolledBack = await seqOf(anonymousCtx(tx));
  });
  const committed = await seqOf(anonymousCtx(database()));
  await vi.waitFor(() => expect(heard).toContain(committed), { timeout: 20_000 });
  expect(heard).not.toContain(rolledBack);
  end();
});

test("the live list is for administrators", () =>
  inRollback(async (tx) => {
    expect(await followEvents(await aPerson(tx, { role: "moderator" }), {})).toEqual(fail("not-allowed"));
    const admin = await followEvents(await aPerson(tx, { role: "admin" }), {});
    expect(admin.ok).toBe(true);
    if (admin.ok) await admin.value.cancel();
  }));

async function liveList(ctx: PersonCtx) {
  const stream = await followEvents(ctx, {});
  if (!stream.ok) throw new Error(stream.error);
  return stream.value;
}

test("a live list that its reader left leaves nothing behind that waits for the server to stop", () =>
  inRollback(async (tx) => {
    const waiting = () => getEventListeners(drainSignal(), "abort").length;
    const admin = await aPerson(tx, { role: "admin" });
    const before = waiting();
    const lists = await Promise.all([liveList(admin), liveList(admin)]);
    expect(waiting()).toBe(before + 2);
    await Promise.all(lists.map((list) => list.cancel()));
    expect(waiting()).toBe(before);
  }));

test("a live list ends when the server begins to stop, also one that was opened too late", () =>
  inRollback(async (tx) => {
    const admin = await aPerson(tx, { role: "admin" });
    const open = await liveList(admin);
    beginDraining();
    expect(await new Response(open).text()).toBe(": open\n\n");
    expect(await new Response(await liveList(admin)).text()).toBe(": open\n\n");
  }));

test("a list that ends while it asks whether its reader may still read writes nothing more", () =>
  inRollback(async (tx) => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const at = new Date();
    const list = await liveList(await aPerson(tx, { role: "admin", at }));
    vi.advanceTimersByTime(10_000);
    await list.cancel();
    vi.useRealTimers();
    await tx.select().from(securityEvents).limit(1); // answered after what the list asked
    await new Promise((resolve) => setTimeout(resolve, 50));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  }));
