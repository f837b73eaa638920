import { and, desc, eq, inArray } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { sessions } from "#db/schema/accounts.ts";
import type { Role } from "#lib/access/schema.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { mostSessions, sessionLifetime } from "./numbers.ts";
import { isLive } from "./queries.ts";

export type StartedSession = { sessionId: string; accountId: string; expiresAt: Date };

/** Begins a session for an account that has just proven who it is. Runs inside the caller's transaction. */
export async function startSession(
  tx: Ctx,
  account: { id: string; role: Role },
  method: "password" | "setup" | "invitation",
): Promise<StartedSession> {
  const sessionId = uuidv7();
  const expiresAt = new Date(tx.now.getTime() + sessionLifetime[account.role]);
  const box = await accountBox(tx.db, account.id);
  await endLeastRecentlyUsed(tx, account);
  await tx.db.insert(sessions).values({
    id: sessionId,
    accountId: account.id,
    method,
    origin: box.seal("sessions.origin", sessionId, JSON.stringify({ address: tx.address, device: tx.device })),
    signedInAt: tx.now,
    lastSeenAt: tx.now,
    expiresAt,
  });
  const actor = { kind: "person", id: account.id, role: account.role, sessionId, signedInAt: tx.now } as const;
  await emit({ ...tx, actor }, "session.started", { accountId: account.id, sessionId, method });
  return { sessionId, accountId: account.id, expiresAt };
}

async function endLeastRecentlyUsed(tx: Ctx, account: { id: string; role: Role }): Promise<void> {
  const live = await tx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.accountId, account.id), isLive(account.role, tx.now)))
    .orderBy(desc(sessions.lastSeenAt));
  const surplus = live.slice(mostSessions[account.role] - 1).map((row) => row.id);
  if (surplus.length === 0) return;
  await tx.db.update(sessions).set({ endedAt: tx.now }).where(inArray(sessions.id, surplus));
  await emit(tx, "session.ended", { accountId: account.id, count: surplus.length, reason: "too-many" });
}
