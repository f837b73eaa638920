import { eq } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { SessionSnapshot } from "./check-session.ts";
import { endSessionsOf } from "./end-sessions.ts";

/** Ends a session whose cookie turned up in another browser in another network: its owner has to sign in again. */
export function endJumpedSession(ctx: Ctx, session: SessionSnapshot): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const ended = await endSessionsOf(tx, session.accountId, "jumped", eq(sessions.id, session.sessionId));
    if (ended > 0) await emit(tx, "session.jumped", { accountId: session.accountId, sessionId: session.sessionId });
  });
}
