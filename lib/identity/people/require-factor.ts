import { and, eq, ne } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { refusal } from "#lib/access/refusal.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { RequireFactor } from "./schema.ts";

/** Wants a second factor of one person, whatever their role: who has none sets one up at the next sign-in. */
export function requireFactor(ctx: PersonCtx, { accountId, required }: RequireFactor) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "person.require-factor", {}, accountId);
    if (denied) return fail(denied);
    const changed = await tx.db
      .update(accounts)
      .set({ factorRequired: required })
      .where(and(eq(accounts.id, accountId), ne(accounts.factorRequired, required)))
      .returning({ id: accounts.id });
    if (changed.length > 0) await emit(tx, "account.factor-required", { accountId, required });
    return ok(null);
  });
}
