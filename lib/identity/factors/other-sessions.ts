import { ne } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { endSessionsOf } from "../sessions/end-sessions.ts";

/** After a factor came or went: whoever else is signed in to the account has to show it. This session goes on. */
export async function endOtherSessions(tx: Ctx, accountId: string): Promise<void> {
  const own = tx.actor.kind === "person" && tx.actor.id === accountId ? tx.actor.sessionId : null;
  await endSessionsOf(tx, accountId, "factor-changed", own === null ? undefined : ne(sessions.id, own));
}
