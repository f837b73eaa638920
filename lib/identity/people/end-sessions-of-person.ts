import { ne } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { ok } from "#lib/platform/result.ts";
import { endSessionsOf } from "../sessions/end-sessions.ts";
import { overPerson } from "./as-administrator.ts";
import type { OnePerson } from "./schema.ts";

/** Signs a person out everywhere; of oneself everywhere else. Answers how many sessions ended. */
export function endSessionsOfPerson(ctx: PersonCtx, { accountId }: OnePerson) {
  return overPerson(ctx, "person.end-sessions", accountId, async (tx) => {
    const others = accountId === tx.actor.id ? ne(sessions.id, tx.actor.sessionId) : undefined;
    return ok(await endSessionsOf(tx, accountId, "ended-by-administrator", others));
  });
}
