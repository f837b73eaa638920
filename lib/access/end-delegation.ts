import { and, eq, gt, isNull } from "drizzle-orm";
import { delegations } from "#db/schema/access.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { OneDelegation } from "./inputs.ts";
import { refusal } from "./refusal.ts";

/** Either end may, and administrators. To everybody else it looks like one that does not exist. */
export function endDelegation(ctx: PersonCtx, { delegationId }: OneDelegation) {
  return inTransaction(ctx, async (tx) => {
    const [lent] = await tx.db.select().from(delegations).where(eq(delegations.id, delegationId));
    if (lent === undefined) return fail("delegation-not-found");
    const isEnd = [lent.fromId, lent.toId].includes(tx.actor.id);
    const denied = await refusal(tx, "delegation.end", { ownerId: isEnd ? tx.actor.id : lent.fromId }, delegationId);
    if (denied) return fail("delegation-not-found");
    const ended = await tx.db
      .update(delegations)
      .set({ endedAt: tx.now })
      .where(and(eq(delegations.id, delegationId), isNull(delegations.endedAt), gt(delegations.expiresAt, tx.now)))
      .returning({ id: delegations.id });
    if (ended.length === 0) return fail("delegation-not-found");
    await emit(tx, "delegation.ended", { delegationId, permission: lent.permission, toId: lent.toId });
    return ok(null);
  });
}
