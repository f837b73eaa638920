import { and, eq, isNotNull } from "drizzle-orm";
import { totpFactors } from "#db/schema/factors.ts";
import { refusal } from "#lib/access/refusal.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { tell } from "../tell.ts";
import { dropLoneCodes, mayLose } from "./last-factor.ts";
import { endOtherSessions } from "./other-sessions.ts";

/** Codes of the app are not asked for any more. */
export function removeTotp(ctx: PersonCtx) {
  return inTransaction(ctx, async (tx) => {
    const accountId = tx.actor.id;
    const denied = await refusal(tx, "factor.change", { ownerId: accountId });
    if (denied) return fail(denied);
    if (!(await mayLose(tx, accountId, "totp"))) return fail("factor-needed");
    const removed = await tx.db
      .delete(totpFactors)
      .where(and(eq(totpFactors.accountId, accountId), isNotNull(totpFactors.confirmedAt)))
      .returning({ accountId: totpFactors.accountId });
    if (removed.length === 0) return fail("no-factor");
    await emit(tx, "factor.removed", { accountId, factor: "totp", by: "owner" });
    await tell(tx, accountId, "removed-factor", { factor: "totp" });
    await dropLoneCodes(tx, accountId, "owner");
    await endOtherSessions(tx, accountId);
    return ok(null);
  });
}
