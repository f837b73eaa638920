import { and, desc, eq, gt, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiTokens } from "#db/schema/access.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { mostListed } from "../numbers.ts";

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

/** The tokens that their owner has not ended, live ones first, then the newest; expired ones wait below to be ended. */
export async function listTokens(db: Db, ownerId: string, now: Date): Promise<TokenLine[]> {
  const rows = await db
    .select()
    .from(apiTokens)
    .where(and(eq(apiTokens.ownerId, ownerId), isNull(apiTokens.endedAt)))
    .orderBy(desc(gt(apiTokens.expiresAt, now)), desc(apiTokens.createdAt), desc(apiTokens.id))
    .limit(mostListed.tokens);
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
