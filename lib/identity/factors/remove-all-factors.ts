import { eq } from "drizzle-orm";
import { passkeys, recoveryCodes, totpFactors } from "#db/schema/factors.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { EventData } from "#lib/security/events/catalog.ts";
import { emit } from "#lib/security/events/emit.ts";
import { endSessionsOf } from "../sessions/end-sessions.ts";
import { tell } from "../tell.ts";

type By = Exclude<EventData<"factor.removed">["by"], "owner" | "report">;

/**
 * Takes every second factor from an account whose owner has lost them, and ends its sessions. Runs inside the caller's
 * transaction, after the caller has asked whether it may. Answers how many sessions ended; null where there was no factor.
 */
export async function removeAllFactors(tx: Ctx, accountId: string, by: By): Promise<number | null> {
  const removed = [
    { factor: "totp", rows: await tx.db.delete(totpFactors).where(eq(totpFactors.accountId, accountId)).returning() },
    { factor: "passkey", rows: await tx.db.delete(passkeys).where(eq(passkeys.accountId, accountId)).returning() },
    {
      factor: "recovery-codes",
      rows: await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId)).returning(),
    },
  ] as const;
  const present = removed.filter(({ rows }) => rows.length > 0);
  if (present.length === 0) return null;
  for (const { factor } of present) await emit(tx, "factor.removed", { accountId, factor, by });
  await tell(tx, accountId, "factors-reset", {});
  return endSessionsOf(tx, accountId, "factor-changed");
}
