import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { recoveryCodes } from "#db/schema/factors.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { EventData } from "#lib/security/events/catalog.ts";
import { emit } from "#lib/security/events/emit.ts";
import { hasSecondFactor, needsSecondFactor } from "../proceed.ts";
import { type FactorSummary, readFactors } from "./queries.ts";

/**
 * Whether an account may lose this factor: not its last one while one is required of it, and never an administrator's
 * last one. Locks the account, so that of two factors that go at the same moment one stays. Inside a transaction.
 */
export async function mayLose(tx: Ctx, accountId: string, factor: "totp" | "passkey"): Promise<boolean> {
  const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, accountId)).for("update");
  if (account === undefined) return false;
  const left = without(await readFactors(tx.db, accountId), factor);
  return hasSecondFactor(left) || !(account.role === "admin" || (await needsSecondFactor(tx, account)));
}

/** Recovery codes stand in for another factor: when the last one went, they go too. Inside the caller's transaction. */
export async function dropLoneCodes(tx: Ctx, accountId: string, by: EventData<"factor.removed">["by"]) {
  if (hasSecondFactor(await readFactors(tx.db, accountId))) return;
  const dropped = await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).returning();
  if (dropped.length > 0) await emit(tx, "factor.removed", { accountId, factor: "recovery-codes", by });
}

function without(factors: FactorSummary, factor: "totp" | "passkey"): FactorSummary {
  return factor === "totp" ? { ...factors, totp: false } : { ...factors, passkeys: factors.passkeys - 1 };
}
