import { and, eq, isNull } from "drizzle-orm";
import { apiTokens } from "#db/schema/access.ts";
import { refusal } from "#lib/access/refusal.ts";
import { type Ctx, inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { EndToken } from "./schema.ts";

/** Ends a token of one's own: it is refused at its next request. Somebody else's looks like one that does not exist. */
export function endToken(ctx: PersonCtx, input: EndToken) {
  return inTransaction(ctx, async (tx) => {
    const [token] = await tx.db
      .select({ ownerId: apiTokens.ownerId })
      .from(apiTokens)
      .where(eq(apiTokens.id, input.tokenId));
    if (token === undefined || (await refusal(tx, "token.end", token, input.tokenId))) return fail("token-not-found");
    const ended = await tx.db
      .update(apiTokens)
      .set({ endedAt: tx.now })
      .where(and(eq(apiTokens.id, input.tokenId), isNull(apiTokens.endedAt)))
      .returning({ id: apiTokens.id });
    if (ended.length === 0) return fail("token-not-found");
    await emit(tx, "token.ended", { tokenId: input.tokenId });
    return ok(null);
  });
}

/** Ends every token of an account, because somebody else may have made one. Runs inside the caller's transaction. */
export async function endTokensOf(tx: Ctx, accountId: string): Promise<void> {
  const ended = await tx.db
    .update(apiTokens)
    .set({ endedAt: tx.now })
    .where(and(eq(apiTokens.ownerId, accountId), isNull(apiTokens.endedAt)))
    .returning({ id: apiTokens.id });
  for (const { id } of ended) await emit(tx, "token.ended", { tokenId: id });
}
