import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { oidcIdentities } from "#db/schema/factors.ts";

/** Which sign-in services an account is linked with, and when each was last used. */
export function listIdentities(db: Db, accountId: string): Promise<{ provider: string; lastUsedAt: Date }[]> {
  return db
    .select({ provider: oidcIdentities.provider, lastUsedAt: oidcIdentities.lastUsedAt })
    .from(oidcIdentities)
    .where(eq(oidcIdentities.accountId, accountId));
}
