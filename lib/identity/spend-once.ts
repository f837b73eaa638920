import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { spentTokens } from "#db/schema/sessions.ts";

/** Whether `value` is used for the first time. A sealed cookie can be sent twice; what it allows must happen once. */
export async function spendOnce(db: Db, purpose: string, value: string, expiresAt: Date): Promise<boolean> {
  const hash = hashOf(purpose, value);
  const spent = await db.insert(spentTokens).values({ hash, expiresAt }).onConflictDoNothing().returning();
  return spent.length === 1;
}

/** Whether {@link spendOnce} has been asked for it before. */
export async function isSpent(db: Db, purpose: string, value: string): Promise<boolean> {
  const mine = eq(spentTokens.hash, hashOf(purpose, value));
  return (await db.select({ hash: spentTokens.hash }).from(spentTokens).where(mine)).length > 0;
}

const hashOf = (purpose: string, value: string) => createHash("sha256").update(`${purpose}|${value}`).digest();
