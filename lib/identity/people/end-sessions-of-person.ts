import { ne } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { refusal } from "#lib/access/refusal.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { endSessionsOf } from "../sessions/end-sessions.ts";
import type { OnePerson } from "./schema.ts";

/** Signs a person out everywhere; of oneself everywhere else. Answers how many sessions ended. */
export function endSessionsOfPerson(ctx: PersonCtx, { accountId }: OnePerson) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "person.end-sessions", {}, accountId);
    if (denied) return fail(denied);
    const others = accountId === tx.actor.id ? ne(sessions.id, tx.actor.sessionId) : undefined;
    return ok(await endSessionsOf(tx, accountId, "ended-by-administrator", others));
  });
}
