import { and, eq, gte } from "drizzle-orm";
import { oidcIdentities, passkeys, recoveryCodes, totpFactors } from "#db/schema/factors.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { tell } from "../tell.ts";
import { dropLoneCodes } from "./last-factor.ts";

/**
 * Takes away every way to sign in that came to an account from a moment on: somebody else may have added it. Runs inside
 * the caller's transaction.
 */
export async function takeBackFactors(tx: Ctx, accountId: string, since: Date): Promise<void> {
  const added = [
    { factor: "totp", table: totpFactors },
    { factor: "passkey", table: passkeys },
    { factor: "recovery-codes", table: recoveryCodes },
    { factor: "oidc", table: oidcIdentities },
  ] as const;
  for (const { factor, table } of added) {
    const which = and(eq(table.accountId, accountId), gte(table.createdAt, since));
    const removed = await tx.db.delete(table).where(which).returning({ accountId: table.accountId });
    if (removed.length === 0) continue;
    await emit(tx, "factor.removed", { accountId, factor, by: "report" });
    await tell(tx, accountId, "removed-factor", { factor });
  }
  await dropLoneCodes(tx, accountId, "report");
}
