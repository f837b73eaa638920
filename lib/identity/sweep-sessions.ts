import { lt, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oneTimeLinks, sessions } from "#db/schema/accounts.ts";

/** Over sessions and dead links are kept for a month, for whoever asks what happened. Milliseconds. */
const KEPT = 30 * 24 * 60 * 60_000;

/** Deletes sessions and one-time links that have been over for a month. */
export async function sweepSessions(db: Db, now: Date): Promise<void> {
  const past = new Date(now.getTime() - KEPT);
  await db.delete(sessions).where(or(lt(sessions.endedAt, past), lt(sessions.expiresAt, past)));
  await db.delete(oneTimeLinks).where(lt(oneTimeLinks.expiresAt, past));
}
