import { and, count, eq, gt, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { apiTokens } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import { refusal } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { hashToken, newToken } from "#lib/crypto/token.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { MOST_TOKENS } from "../numbers.ts";
import { type CreateToken, scopesOf } from "./schema.ts";

const DAY = 24 * 60 * 60_000;

/** Makes a token for a program that acts for its owner. The token is in the answer, and nowhere else ever again. */
export function createToken(ctx: PersonCtx, input: CreateToken) {
  return inTransaction(ctx, async (tx) => {
    const ownerId = tx.actor.id;
    const denied = await refusal(tx, "token.create", { ownerId });
    if (denied) return fail(denied);
    const mine = scopesOf(tx.actor.role);
    if (!input.scopes.every((scope) => mine.includes(scope))) return fail("scope-beyond-role");
    // Of two made at the same moment the second counts the first.
    await tx.db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, ownerId)).for("update");
    const [live] = await tx.db
      .select({ n: count() })
      .from(apiTokens)
      .where(and(eq(apiTokens.ownerId, ownerId), isNull(apiTokens.endedAt), gt(apiTokens.expiresAt, tx.now)));
    if ((live?.n ?? 0) >= MOST_TOKENS) return fail("too-many-tokens");

    const id = uuidv7();
    const token = newToken("cvs_api");
    const expiresAt = new Date(tx.now.getTime() + input.days * DAY);
    await tx.db.insert(apiTokens).values({
      id,
      ownerId,
      name: (await accountBox(tx.db, ownerId)).seal("api_tokens.name", id, input.name),
      tokenHash: hashToken(token),
      tail: token.slice(-4),
      scopes: [...input.scopes],
      createdAt: tx.now,
      expiresAt,
    });
    await emit(tx, "token.created", { tokenId: id, scopes: [...input.scopes] });
    return ok({ tokenId: id, token, name: input.name, expiresAt: expiresAt.toISOString() });
  });
}
