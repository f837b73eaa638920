import { and, count, eq, isNotNull, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { passkeys, recoveryCodes, totpFactors } from "#db/schema/factors.ts";

/** What an account has beside its password. */
export type FactorSummary = { totp: boolean; passkeys: number; recoveryCodes: number };

export async function readFactors(db: Db, accountId: string): Promise<FactorSummary> {
  const [apps, keys, codes] = await Promise.all([
    db
      .select({ n: count() })
      .from(totpFactors)
      .where(and(eq(totpFactors.accountId, accountId), isNotNull(totpFactors.confirmedAt))),
    db.select({ n: count() }).from(passkeys).where(eq(passkeys.accountId, accountId)),
    db
      .select({ n: count() })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt))),
  ]);
  return { totp: (apps[0]?.n ?? 0) > 0, passkeys: keys[0]?.n ?? 0, recoveryCodes: codes[0]?.n ?? 0 };
}
