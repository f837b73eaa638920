import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { throttles } from "#db/schema/sessions.ts";
import { blindIndex } from "#lib/crypto/data-keys.ts";
import { addressKey } from "#lib/limits/address-key.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { throttle } from "./numbers.ts";

/**
 * What a try is counted under. `subject` names the account, known or not, so that an administrator can unlock it.
 * `failures` may fail in a row before each further one has to wait.
 */
type Counter = { key: Buffer; subject: Buffer | null; failures: number };
/** Whose password is tried, by the HMAC of the address that was typed, and the browser if the account knows it. */
export type Guessed = { subject: Buffer; knownDeviceId: string | null };
/** `waits`: until when the counter lets wait because of this try. */
type Counted = Counter & { waits: Date | null };
export type Attempt = { counters: readonly Counted[] };
/** When the next try may be made. */
export type Waiting = { until: Date };

/**
 * Takes leave to try a password. Counted before it is judged, so that of a hundred tries at the same moment five are
 * judged; {@link attemptSucceeded} gives it back. A browser that the account knows has a counter of its own, so that
 * nobody can lock a person out of it from elsewhere.
 */
export async function takePasswordAttempt(ctx: Ctx, account: Guessed): Promise<Attempt | Waiting> {
  return take(ctx, await passwordCounters(ctx, account));
}

/** Whether a try would have to wait anyhow, without counting one: those who wait need not queue for that. */
export async function waitingPassword(ctx: Ctx, account: Guessed): Promise<Waiting | null> {
  const keys = (await passwordCounters(ctx, account)).map(({ key }) => key);
  const [row] = await ctx.db
    .select({ until: throttles.waitUntil })
    .from(throttles)
    .where(and(inArray(throttles.key, keys), gt(throttles.waitUntil, ctx.now)));
  return row?.until == null ? null : { until: row.until };
}

async function passwordCounters(ctx: Ctx, { subject, knownDeviceId }: Guessed): Promise<Counter[]> {
  const who = subject.toString("base64");
  if (knownDeviceId !== null) return [await counter(ctx.db, `device|${who}|${knownDeviceId}`, subject)];
  const address = addressKey(ctx.address ?? "unknown");
  return [
    await counter(ctx.db, `password|${who}|${address}`, subject),
    await counter(ctx.db, `address|${address}`, null, throttle.perAddress),
  ];
}

/**
 * The same for what is asked of somebody whose account is known by then, wherever they are: the code of a second factor
 * after the password was right, or the password once more in a session.
 */
export async function takeOwnAttempt(
  ctx: Ctx,
  what: "code" | "password",
  accountId: string,
): Promise<Attempt | Waiting> {
  const key = what === "code" ? `code|${accountId}` : `confirm|${accountId}`;
  return take(ctx, [await counter(ctx.db, key, await subjectOfId(ctx.db, accountId))]);
}

export function isWaiting(taken: Attempt | Waiting): taken is Waiting {
  return "until" in taken;
}

/** It was right: the account's counters begin anew; of an address only this one try is taken back. */
export async function attemptSucceeded(db: Db, { counters }: Attempt): Promise<void> {
  const own = counters.filter(({ subject }) => subject !== null).map(({ key }) => key);
  if (own.length > 0) await db.delete(throttles).where(inArray(throttles.key, own));
  for (const { key, waits } of counters.filter(({ subject }) => subject === null)) {
    const isOwn = waits === null ? sql`false` : sql`${throttles.waitUntil} = ${waits.toISOString()}::timestamptz`;
    await db
      .update(throttles)
      .set({
        failures: sql`greatest(0, ${throttles.failures} - 1)`,
        // Where this very try was the one too many, nobody has to wait for it.
        waits: sql`case when ${isOwn} then ${throttles.waits} - 1 else ${throttles.waits} end`,
        waitUntil: sql`case when ${isOwn} then null else ${throttles.waitUntil} end`,
      })
      .where(eq(throttles.key, key));
  }
}

/** Forgets every failure of an account: an administrator lets its owner try again. */
export async function unlock(db: Db, account: { emailIndex: Buffer; id: string }): Promise<void> {
  const subjects = [account.emailIndex, await subjectOfId(db, account.id)];
  await db.delete(throttles).where(inArray(throttles.subject, subjects));
}

const subjectOfId = (db: Db, accountId: string) => blindIndex(db, "throttle", `account|${accountId}`);

async function counter(
  db: Db,
  what: string,
  subject: Buffer | null,
  failures: number = throttle.failures,
): Promise<Counter> {
  return { key: await blindIndex(db, "throttle", what), subject, failures };
}

/** One statement per counter, each atomic: the row's lock puts parallel tries in order. */
async function take(ctx: Ctx, counters: readonly Counter[]): Promise<Attempt | Waiting> {
  const taken: Counted[] = [];
  for (const each of counters) {
    const counted = await countOne(ctx, each);
    if ("until" in counted) return counted;
    taken.push(counted);
  }
  return { counters: taken };
}

async function countOne({ db, now }: Ctx, counter: Counter): Promise<Counted | Waiting> {
  const { key, subject, failures } = counter;
  const at = sql`${now.toISOString()}::timestamptz`;
  const span = (milliseconds: number) => sql`${milliseconds} * interval '1 millisecond'`;
  const t = throttles;
  // A row whose window is over and that lets nobody wait counts from the beginning.
  const isOld = sql`(${t.since} < ${at} - ${span(throttle.window)} and coalesce(${t.waitUntil} < ${at} - ${span(throttle.window)}, true))`;
  const isFull = sql`(${t.failures} + 1 >= ${failures})`;
  const nextWait = sql`least(${throttle.wait} * power(2, ${t.waits}), ${throttle.longestWait}) * interval '1 millisecond'`;
  const [taken] = await db
    .insert(t)
    .values({ key, subject, failures: 1, since: now })
    .onConflictDoUpdate({
      target: t.key,
      set: {
        failures: sql`case when ${isOld} then 1 else ${t.failures} + 1 end`,
        since: sql`case when ${isOld} then ${at} else ${t.since} end`,
        waits: sql`case when ${isOld} then 0 when ${isFull} then ${t.waits} + 1 else ${t.waits} end`,
        waitUntil: sql`case when ${isOld} then null when ${isFull} then ${at} + ${nextWait} else ${t.waitUntil} end`,
      },
      // Whoever has to wait is not counted: tries made meanwhile do not make it longer.
      setWhere: sql`${t.waitUntil} is null or ${t.waitUntil} <= ${at}`,
    })
    .returning({ waits: t.waitUntil });
  if (taken !== undefined) return { ...counter, waits: taken.waits };
  const [row] = await db.select({ until: t.waitUntil }).from(t).where(eq(t.key, key));
  return { until: row?.until ?? now };
}
