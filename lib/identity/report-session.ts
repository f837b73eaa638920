import { and, eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { knownDevices, sessions } from "#db/schema/sessions.ts";
import { refusal } from "#lib/access/refusal.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { dropRiskyLinks } from "./links/issue-account-link.ts";
import type { ReportSession } from "./schema.ts";
import { endSessionsOf } from "./sessions/end-sessions.ts";
import { tell } from "./tell.ts";
import { endTokensOf } from "./tokens/end-token.ts";

/**
 * "This wasn't me": every session ends, this one too, because nobody can know which are whose; the next sign-in asks for a
 * new password. Needs no fresh sign-in: whoever closes a door need not show a key.
 */
export function reportSession(ctx: PersonCtx, input: ReportSession) {
  return inTransaction(ctx, async (tx) => {
    const accountId = tx.actor.id;
    const denied = await refusal(tx, "account.change", { ownerId: accountId });
    if (denied) return fail(denied);
    const mine = and(eq(sessions.id, input.sessionId), eq(sessions.accountId, accountId));
    const [reported] = await tx.db.select({ deviceId: sessions.deviceId }).from(sessions).where(mine);
    if (reported === undefined) return fail("session-not-found");
    await tx.db.update(accounts).set({ mustChangePassword: true }).where(eq(accounts.id, accountId));
    if (reported.deviceId !== null) await forgetDevice(tx, reported.deviceId);
    await emit(tx, "session.reported", { accountId, sessionId: input.sessionId });
    await endSessionsOf(tx, accountId, "reported-by-owner");
    await endTokensOf(tx, accountId);
    await dropRiskyLinks(tx, accountId);
    await tell(tx, accountId, "session-reported", {});
    return ok(null);
  });
}

/** Its browser is a stranger from now on; unless it is the one in front of the owner. */
async function forgetDevice(tx: PersonCtx, deviceId: string): Promise<void> {
  const [own] = await tx.db
    .select({ deviceId: sessions.deviceId })
    .from(sessions)
    .where(eq(sessions.id, tx.actor.sessionId));
  if (own?.deviceId !== deviceId) await tx.db.delete(knownDevices).where(eq(knownDevices.id, deviceId));
}
