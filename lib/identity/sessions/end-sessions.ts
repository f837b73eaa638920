import { and, eq, isNull, ne, type SQL } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { type Ctx, inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import type { EventData } from "#lib/security/events/catalog.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { EndSession } from "../schema.ts";

type Reason = EventData<"session.ended">["reason"];

/** Ends the sessions of an account that match; runs inside the caller's transaction. Returns how many ended. */
export async function endSessionsOf(tx: Ctx, accountId: string, reason: Reason, which?: SQL): Promise<number> {
  const ended = await tx.db
    .update(sessions)
    .set({ endedAt: tx.now })
    .where(and(eq(sessions.accountId, accountId), isNull(sessions.endedAt), which))
    .returning({ id: sessions.id });
  if (ended.length > 0) await emit(tx, "session.ended", { accountId, count: ended.length, reason });
  return ended.length;
}

export function signOut(ctx: PersonCtx) {
  return inTransaction(ctx, async (tx) =>
    ok(await endSessionsOf(tx, tx.actor.id, "signed-out", eq(sessions.id, tx.actor.sessionId))),
  );
}

/** Ends one session of one's own. Somebody else's looks like one that does not exist. */
export function endSession(ctx: PersonCtx, input: EndSession) {
  return inTransaction(ctx, async (tx) => {
    const ended = await endSessionsOf(tx, tx.actor.id, "ended-by-owner", eq(sessions.id, input.sessionId));
    return ended === 1 ? ok(null) : fail("session-not-found");
  });
}

export function endOtherSessions(ctx: PersonCtx) {
  return inTransaction(ctx, async (tx) =>
    ok(await endSessionsOf(tx, tx.actor.id, "ended-by-owner", ne(sessions.id, tx.actor.sessionId))),
  );
}
