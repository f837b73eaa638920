import { and, count, eq, gte, isNotNull, isNull, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { passkeys, recoveryCodes, totpFactors } from "#db/schema/factors.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { TOTP_SETUP } from "../numbers.ts";
import { readProfile } from "../queries.ts";
import { type QrPath, qrPath } from "./qr-path.ts";
import { secretGroups, totpUri } from "./totp.ts";

/** What an account has beside its password. */
export type FactorSummary = { totp: boolean; passkeys: number; recoveryCodes: number };

export async function readFactors(db: Db, accountId: string): Promise<FactorSummary> {
  const apps = db
    .select({ n: count() })
    .from(totpFactors)
    .where(and(eq(totpFactors.accountId, accountId), isNotNull(totpFactors.confirmedAt)));
  const keys = db.select({ n: count() }).from(passkeys).where(eq(passkeys.accountId, accountId));
  const codes = db
    .select({ n: count() })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt)));
  // One question instead of three: every sign-in asks it.
  const [row] = await db.execute<{ apps: number; keys: number; codes: number }>(
    sql`select (${apps})::int as apps, (${keys})::int as keys, (${codes})::int as codes`,
  );
  return { totp: (row?.apps ?? 0) > 0, passkeys: row?.keys ?? 0, recoveryCodes: row?.codes ?? 0 };
}

/** What somebody needs to bring a new secret into their app: as a picture, and to type. */
export type TotpSetup = { qr: QrPath; uri: string; secret: string };

/**
 * The secret that waits for its first code; null when none does. Show it only to whoever may change the factor; in a sign-in
 * that is not finished only the one that it made itself, at `begunAt` (ms).
 */
export async function readTotpSetup(db: Db, accountId: string, now: Date, begunAt?: number): Promise<TotpSetup | null> {
  const since = new Date(now.getTime() - TOTP_SETUP);
  const [row] = await db
    .select({ sealed: totpFactors.secret, createdAt: totpFactors.createdAt })
    .from(totpFactors)
    .where(
      and(eq(totpFactors.accountId, accountId), isNull(totpFactors.confirmedAt), gte(totpFactors.createdAt, since)),
    );
  if (row === undefined || (begunAt !== undefined && row.createdAt.getTime() !== begunAt)) return null;
  const [box, { email }] = await Promise.all([accountBox(db, accountId), readProfile(db, accountId)]);
  const secret = box.open("totp_factors.secret", accountId, row.sealed);
  const uri = totpUri(secret, email);
  return { qr: qrPath(uri), uri, secret: secretGroups(secret) };
}
