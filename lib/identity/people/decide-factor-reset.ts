import { eq } from "drizzle-orm";
import { factorResets } from "#db/schema/factors.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { removeAllFactors } from "../factors/remove-all-factors.ts";
import { asAdministrator } from "./as-administrator.ts";
import type { DecideFactorReset } from "./schema.ts";

/**
 * Another administrator agrees to remove somebody's lost factors, or declines. Never who asked for it, never whose factors
 * they are. Of two who decide at the same moment exactly one does: the other waits for the row and finds it decided.
 */
export function decideFactorReset(ctx: PersonCtx, { resetId, approve }: DecideFactorReset) {
  return asAdministrator(ctx, "person.reset-factor", resetId, async (tx, administrators) => {
    const [reset] = await tx.db.select().from(factorResets).where(eq(factorResets.id, resetId)).for("update");
    if (reset === undefined) return fail("reset-over");
    const { accountId, requestedBy } = reset;
    if (requestedBy === tx.actor.id || accountId === tx.actor.id) return fail("reset-not-yours");
    // What somebody asked for who may no longer ask is worth nothing.
    const isOver = reset.state !== "waiting" || reset.expiresAt <= tx.now || !administrators.has(requestedBy);
    if (isOver) return fail("reset-over");
    const state = approve ? "done" : "declined";
    await tx.db
      .update(factorResets)
      .set({ state, decidedBy: tx.actor.id, decidedAt: tx.now })
      .where(eq(factorResets.id, resetId));
    if (approve) await removeAllFactors(tx, accountId, "administrator");
    await emit(tx, "factor.reset-decided", { accountId, resetId, decision: state });
    return ok<{ state: "done" | "declined" }>({ state });
  });
}
