import { and, desc, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiTokens } from "#db/schema/access.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";

/** A token as its owner sees it; times as ISO strings. */
export type TokenLine = {
  id: string;
  name: string;
  tail: string;
  scopes: string[];
  createdAt: string;
  expiresAt: string;
  lastUsedAt: string | null;
  expired: boolean;
};

/** The tokens that their owner has not ended, the newest first; expired ones stay in sight until they are ended. */
export async function listTokens(db: Db, ownerId: string, now: Date): Promise<TokenLine[]> {
  const rows = await db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.ownerId, ownerId), isNull(apiTokens.endedAt)))
    .orderBy(desc(apiTokens.createdAt), desc(apiTokens.id));
  const box = await accountBox(db, ownerId);
  return rows.map((row) => ({
    id: row.id,
    name: box.open("api_tokens.name", row.id, row.name),
    tail: row.tail,
    scopes: row.scopes,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    expired: row.expiresAt <= now,
  }));
}
