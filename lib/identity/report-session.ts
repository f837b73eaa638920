import { and, eq, ne, sql } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { knownDevices, refreshTokens, sessions } from "#db/schema/sessions.ts";
import { refusal } from "#lib/access/refusal.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { takeBackFactors } from "./factors/take-back-factors.ts";
import { dropRiskyLinks } from "./links/issue-account-link.ts";
import type { ReportSession } from "./schema.ts";
import { endSessionsOf } from "./sessions/end-sessions.ts";
import { tell } from "./tell.ts";
import { endTokensOf } from "./tokens/end-token.ts";

/**
 * "This wasn't me": every session ends, this one too, because nobody can know which are whose, and so does every way to
 * sign in that was added since. The next sign-in asks for a new password, of the owner's own browser or by a mail: whoever
 * knows only the old one does not get to choose. Needs no fresh sign-in: whoever closes a door need not show a key.
 */
export function reportSession(ctx: PersonCtx, input: ReportSession) {
  return inTransaction(ctx, async (tx) => {
    const accountId = tx.actor.id;
    const denied = await refusal(tx, "account.change", { ownerId: accountId });
    if (denied) return fail(denied);
    const mine = and(eq(sessions.id, input.sessionId), eq(sessions.accountId, accountId));
    // When it began here; through a service its owner may have signed in long before.
    const [reported] = await tx.db
      .select({
        since: sql<Date>`coalesce(min(${refreshTokens.issuedAt}), ${sessions.signedInAt})`.mapWith(sessions.signedInAt),
      })
      .from(sessions)
      .leftJoin(refreshTokens, eq(refreshTokens.sessionId, sessions.id))
      .where(mine)
      .groupBy(sessions.id);
    if (reported === undefined) return fail("session-not-found");
    await tx.db.update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, accountId));
    await emit(tx, "session.reported", { accountId, sessionId: input.sessionId });
    await forgetOtherDevices(tx);
    await takeBackFactors(tx, accountId, reported.since);
    await endSessionsOf(tx, accountId, "reported-by-owner");
    await endTokensOf(tx, accountId);
    await dropRiskyLinks(tx, accountId);
    await tell(tx, accountId, "session-reported", {});
    return ok(null);
  });
}

/** Every browser is a stranger from now on but the one in front of the owner. */
async function forgetOtherDevices(tx: PersonCtx): Promise<void> {
  const [own] = await tx.db
    .select({ deviceId: sessions.deviceId })
    .from(sessions)
    .where(eq(sessions.id, tx.actor.sessionId));
  const others = own?.deviceId == null ? undefined : ne(knownDevices.id, own.deviceId);
  await tx.db.delete(knownDevices).where(and(eq(knownDevices.accountId, tx.actor.id), others));
}
