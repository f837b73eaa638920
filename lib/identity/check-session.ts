import { and, eq, lt, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { accounts, sessions } from "#db/schema/accounts.ts";
import type { Person } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { idleTimeout, SEEN_EVERY } from "./numbers.ts";

export type SessionFault = "unknown" | "ended" | "idle" | "expired" | "suspended";

/**
 * The person behind a session id, as the database knows them at this moment: ending a session, suspending an account or
 * changing a role takes effect at the next request.
 */
export async function checkSession(db: Db, sessionId: string, now: Date): Promise<Result<Person, SessionFault>> {
  const [row] = await db
    .select({
      accountId: accounts.id,
      role: accounts.role,
      state: accounts.state,
      signedInAt: sessions.signedInAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      endedAt: sessions.endedAt,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.id, sessionId));
  if (row === undefined) return fail("unknown");
  if (row.state === "suspended") return fail("suspended");
  if (row.endedAt !== null) return fail("ended");
  if (row.expiresAt <= now) return fail("expired");
  const unused = now.getTime() - row.lastSeenAt.getTime();
  if (unused > idleTimeout[row.role]) return fail("idle");
  if (unused > SEEN_EVERY) await markSeen(db, sessionId, now);
  return ok({ kind: "person", id: row.accountId, role: row.role, sessionId, signedInAt: row.signedInAt });
}

/** Only forward, and only once a minute however many requests run at the same moment. */
async function markSeen(db: Db, sessionId: string, now: Date): Promise<void> {
  const seenBefore = new Date(now.getTime() - SEEN_EVERY);
  await db
    .update(sessions)
    .set({ lastSeenAt: sql`greatest(${sessions.lastSeenAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenAt, seenBefore)));
}
