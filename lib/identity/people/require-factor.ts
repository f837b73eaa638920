import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { overPerson } from "./as-administrator.ts";
import type { RequireFactor } from "./schema.ts";

/** Wants a second factor of one person, whatever their role: who has none sets one up at the next sign-in. */
export function requireFactor(ctx: PersonCtx, { accountId, required }: RequireFactor) {
  return overPerson(ctx, "person.require-factor", accountId, async (tx, account) => {
    if (account.factorRequired === required) return ok(null);
    await tx.db.update(accounts).set({ factorRequired: required }).where(eq(accounts.id, accountId));
    await emit(tx, "account.factor-required", { accountId, required });
    return ok(null);
  });
}
