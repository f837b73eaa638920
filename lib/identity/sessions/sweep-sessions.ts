import { lt, or, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneTimeLinks, sessions, spentTokens, throttles } from "#db/schema/sessions.ts";

/** Over sessions and dead links are kept for a month, for whoever asks what happened. Milliseconds. */
const KEPT = 30 * 24 * 60 * 60_000;

/** What is counted or spent is of no use after a day. Milliseconds. */
const COUNTED = 24 * 60 * 60_000;

/** Deletes sessions and one-time links that have been over for a month, and counts of failures that are long past. */
export async function sweepSessions(db: Db, now: Date): Promise<void> {
  const past = new Date(now.getTime() - KEPT);
  await db.delete(sessions).where(or(lt(sessions.endedAt, past), lt(sessions.expiresAt, past)));
  await db.delete(oneTimeLinks).where(lt(oneTimeLinks.expiresAt, past));
  // Whoever still waits, or waited lately, is not forgotten: the next wait is longer than the last.
  const counted = new Date(now.getTime() - COUNTED).toISOString();
  await db.delete(throttles).where(sql`coalesce(${throttles.waitUntil}, ${throttles.since}) < ${counted}::timestamptz`);
  await db.delete(spentTokens).where(lt(spentTokens.expiresAt, now));
}
