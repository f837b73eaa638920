import { and, eq, gt, isNull } from "drizzle-orm";
import { breakGlass as glasses } from "#db/schema/access.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { OneGlass } from "./inputs.ts";
import { refusal } from "./refusal.ts";

/** Ends the reading of somebody's conversations before its time: one's own, or another administrator's. */
export function closeGlass(ctx: PersonCtx, { glassId }: OneGlass) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "glass.close", {}, glassId);
    if (denied) return fail(denied);
    const [closed] = await tx.db
      .update(glasses)
      .set({ endedAt: tx.now })
      .where(and(eq(glasses.id, glassId), isNull(glasses.endedAt), gt(glasses.expiresAt, tx.now)))
      .returning({ ownerId: glasses.ownerId });
    if (closed === undefined) return fail("glass-not-found");
    await emit(tx, "glass.closed", { glassId, ownerId: closed.ownerId });
    return ok(null);
  });
}
