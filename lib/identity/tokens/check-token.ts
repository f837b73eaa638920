import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { apiTokens } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import type { Role } from "#lib/access/schema.ts";
import { hashToken, isWellFormedToken } from "#lib/crypto/token.ts";
import type { ApiToken, Ctx } from "#lib/platform/context.ts";
import { processState } from "#lib/platform/process-state.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { createIdentityMemory } from "../memory.ts";
import { SEEN_EVERY } from "../numbers.ts";
import { scopesOf } from "./schema.ts";

export type TokenFault = "malformed" | "unknown" | "ended" | "expired" | "suspended";

/** A token and whom it acts for, as one moment knew them. */
type Known = {
  tokenId: string;
  ownerId: string;
  role: Role;
  state: "active" | "suspended";
  scopes: readonly string[];
  expiresAt: Date;
  endedAt: Date | null;
  lastUsedAt: Date | null;
};

/** Tokens in memory; those first that were read from the database longest ago. */
const MOST = 20_000;
const memory = processState("identity.tokens", () =>
  createIdentityMemory<Known>("tokens", {
    most: MOST,
    accountOf: ({ ownerId }) => ownerId,
    keep: ({ endedAt }) => endedAt === null,
  }),
);

/** RFC 6750, section 2.1; the scheme's name ignores case (RFC 9110, section 11.1). */
const BEARER = /^bearer +(\S+)$/i;

/**
 * The program behind an `Authorization` header: what its owner's role and state allow at this moment, within the token's
 * scopes. From memory where nothing about that person changed since; a change holds at the next request.
 */
export async function checkToken(ctx: Ctx, header: string): Promise<Result<ApiToken, TokenFault>> {
  const text = BEARER.exec(header)?.[1] ?? "";
  if (!isWellFormedToken(text, "cvs_api")) return fail("malformed");
  const hash = hashToken(text);
  const key = hash.toString("base64");
  const token = memory.get(key) ?? (await memory.load(key, () => read(ctx.db, hash)));
  if (token === null) return fail("unknown");
  const fault = faultOf(token, ctx.now);
  if (fault !== null) return fail(fault);
  if (ctx.now.getTime() - (token.lastUsedAt?.getTime() ?? 0) > SEEN_EVERY) {
    await markUsed(ctx.db, token.tokenId, ctx.now);
    token.lastUsedAt = ctx.now;
  }
  const held = scopesOf(token.role) as string[];
  return ok({
    kind: "token",
    id: token.ownerId,
    role: token.role,
    tokenId: token.tokenId,
    scopes: token.scopes.filter((scope) => held.includes(scope)),
  });
}

function faultOf({ state, endedAt, expiresAt }: Known, now: Date): TokenFault | null {
  if (state === "suspended") return "suspended";
  if (endedAt !== null) return "ended";
  return expiresAt <= now ? "expired" : null;
}

async function read(db: Db, hash: Buffer): Promise<Known | null> {
  const [row] = await db
    .select({
      tokenId: apiTokens.id,
      ownerId: apiTokens.ownerId,
      role: accounts.role,
      state: accounts.state,
      scopes: apiTokens.scopes,
      expiresAt: apiTokens.expiresAt,
      endedAt: apiTokens.endedAt,
      lastUsedAt: apiTokens.lastUsedAt,
    })
    .from(apiTokens)
    .innerJoin(accounts, eq(accounts.id, apiTokens.ownerId))
    .where(eq(apiTokens.tokenHash, hash));
  return row ?? null;
}

/** Once a minute at the most, however many requests and processes use it at the same moment. */
async function markUsed(db: Db, tokenId: string, now: Date): Promise<void> {
  const before = new Date(now.getTime() - SEEN_EVERY);
  await db
    .update(apiTokens)
    .set({ lastUsedAt: now })
    .where(and(eq(apiTokens.id, tokenId), or(isNull(apiTokens.lastUsedAt), lt(apiTokens.lastUsedAt, before))));
}
