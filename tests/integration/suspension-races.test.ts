import { and, gt, isNull } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { delegations, breakGlass as glasses } from "#db/schema/access.ts";
import { breakGlass } from "#lib/access/break-glass.ts";
import { delegatePermission } from "#lib/access/delegate-permission.ts";
import { suspendPerson } from "#lib/identity/people/suspend-person.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { aPerson, now } from "#tests/support/factories.ts";
import { ownDatabase } from "#tests/support/own-database.ts";

let house: Awaited<ReturnType<typeof ownDatabase>>;
beforeAll(async () => {
  house = await ownDatabase("suspension_races");
});
afterAll(() => house?.close());
beforeEach(async () => {
  for (const table of [glasses, delegations]) await house.db.delete(table);
});

type Step = (ctx: PersonCtx) => Promise<{ ok: boolean }>;
type Race = { taker: PersonCtx; take: Step; keeper: PersonCtx; suspend: Step };

const suspending =
  ({ actor }: PersonCtx): Step =>
  (ctx) =>
    suspendPerson(ctx, { accountId: actor.id, suspended: true });

/** Somebody takes a right, and somebody else suspends who holds it then. */
const races: Record<string, (db: Db) => Promise<Race>> = {
  "glass that its holder breaks": async (db) => {
    const [taker, keeper] = [await aPerson(db, { role: "admin" }), await aPerson(db, { role: "admin" })];
    const ownerId = (await aPerson(db)).actor.id;
    const reason = "The works council asked for what was said.";
    return { taker, take: (ctx) => breakGlass(ctx, { ownerId, reason }), keeper, suspend: suspending(taker) };
  },
  "what a suspended moderator lends": (db) => lending(db, "lender"),
  "what is lent to somebody suspended": (db) => lending(db, "receiver"),
};

async function lending(db: Db, who: "lender" | "receiver"): Promise<Race> {
  const email = `${who}-${lent}@example.org`;
  lent += 1;
  const [taker, receiver] = [await aPerson(db, { role: "moderator" }), await aPerson(db, { email })];
  const take: Step = (ctx) => delegatePermission(ctx, { permission: "moderation.open", email, minutes: 60 });
  const keeper = await aPerson(db, { role: "admin" });
  return { taker, take, keeper, suspend: suspending(who === "lender" ? taker : receiver) };
}
let lent = 0;

/** Everything that somebody holds beyond their role. */
async function held(): Promise<unknown[]> {
  const live = <T extends typeof glasses | typeof delegations>({ endedAt, expiresAt }: T) =>
    and(isNull(endedAt), gt(expiresAt, now));
  return [
    ...(await house.db.select().from(glasses).where(live(glasses))),
    ...(await house.db.select().from(delegations).where(live(delegations))),
  ];
}

/** Until another connection waits for a lock of ours, or the work that might wait is done. */
async function waitingOr(done: Promise<unknown>): Promise<void> {
  let isDone = false;
  const note = () => {
    isDone = true;
  };
  done.then(note, note);
  const blocked = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
  while (!isDone && (await house.db.execute(blocked)).length === 0);
}

/** `first` is done but not committed when `second` comes, on another connection. */
function overlap(ctx: PersonCtx, first: Step, second: () => ReturnType<Step>) {
  return inTransaction(ctx, async (tx) => {
    const before = await first(tx);
    const after = second();
    await waitingOr(after);
    return { before, after: () => after };
  }).then(async ({ before, after }) => [before.ok, (await after()).ok]);
}

describe.each(Object.entries(races))("%s", (_, prepare) => {
  test("is refused when the suspension came a moment before", async () => {
    const { taker, take, keeper, suspend } = await prepare(house.db);
    expect(await overlap(keeper, suspend, () => take(taker))).toEqual([true, false]);
    expect(await held()).toEqual([]);
  });

  test("is over when the suspension comes a moment after", async () => {
    const { taker, take, keeper, suspend } = await prepare(house.db);
    expect(await overlap(taker, take, () => suspend(keeper))).toEqual([true, true]);
    expect(await held()).toEqual([]);
  });
});
