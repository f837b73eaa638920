import { and, eq, isNull } from "drizzle-orm";
import { totpFactors } from "#db/schema/factors.ts";
import { refusal } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { type Ctx, inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { newTotpSecret } from "./totp.ts";

/** A new secret for an authenticator app, waiting for its first code. Whatever waited before is worth nothing any more. */
export function beginTotp(ctx: PersonCtx) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "factor.change", { ownerId: tx.actor.id });
    return denied ? fail(denied) : storeNewSecret(tx, tx.actor.id);
  });
}

/** Only for whoever has made sure that it is the account's owner. Runs inside the caller's transaction. */
export async function storeNewSecret(tx: Ctx, accountId: string) {
  const box = await accountBox(tx.db, accountId);
  const fresh = {
    secret: box.seal("totp_factors.secret", accountId, newTotpSecret()),
    createdAt: tx.now,
    lastStep: null,
  };
  const stored = await tx.db
    .insert(totpFactors)
    .values({ accountId, ...fresh })
    // An app that is confirmed has to be removed first: nothing replaces it in passing.
    .onConflictDoUpdate({ target: totpFactors.accountId, set: fresh, setWhere: isNull(totpFactors.confirmedAt) })
    .returning({ accountId: totpFactors.accountId });
  return stored.length === 1 ? ok(null) : fail("factor-exists");
}

/** Forgets a secret that waits for its first code. */
export function cancelTotp(ctx: PersonCtx) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "factor.change", { ownerId: tx.actor.id });
    if (denied) return fail(denied);
    await tx.db.delete(totpFactors).where(and(eq(totpFactors.accountId, tx.actor.id), isNull(totpFactors.confirmedAt)));
    return ok(null);
  });
}
