import { createHash } from "node:crypto";
import type { Db } from "#db/client.ts";
import { spentTokens } from "#db/schema/sessions.ts";

/** Whether `value` is used for the first time. A sealed cookie can be sent twice; what it allows must happen once. */
export async function spendOnce(db: Db, purpose: string, value: string, expiresAt: Date): Promise<boolean> {
  const hash = createHash("sha256").update(`${purpose}|${value}`).digest();
  const spent = await db.insert(spentTokens).values({ hash, expiresAt }).onConflictDoNothing().returning();
  return spent.length === 1;
}
