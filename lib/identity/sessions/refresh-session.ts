import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { accounts } from "#db/schema/accounts.ts";
import { refreshTokens, sessions } from "#db/schema/sessions.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { hashToken, isWellFormedToken, newToken } from "#lib/crypto/token.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { REFRESH_GRACE } from "../numbers.ts";
import type { SessionFault } from "./check-session.ts";
import { endSessionsOf } from "./end-sessions.ts";
import { sessionLimits, tokenLifetimes } from "./session-limits.ts";

type Family = { sessionId: string; accountId: string };
export type Refreshed = Family & { refreshToken: string; expiresAt: Date };
export type RefreshFault = SessionFault | "reused";

/** A first refresh token for a session, or the next one, and its row. */
export function newRefreshToken({ now }: Ctx, sessionId: string) {
  const token = newToken("cvs_refresh");
  const expiresAt = new Date(now.getTime() + tokenLifetimes().refresh);
  return { token, row: { id: uuidv7(), sessionId, tokenHash: hashToken(token), issuedAt: now, expiresAt } };
}

/**
 * Exchanges a refresh token for its successor (RFC 9700, section 4.14.2). The immediate parent answers with the same
 * successor for some seconds, because tabs refresh at the same moment; anything older that comes again was stolen from
 * one side or the other, and ends the whole family.
 */
export function refreshSession(ctx: Ctx, token: string): Promise<Result<Refreshed, RefreshFault>> {
  return inTransaction(ctx, async (tx) => {
    if (!isWellFormedToken(token, "cvs_refresh")) return fail("unknown");
    // The lock makes ten tabs come one after the other.
    const [row] = await tx.db
      .select()
      .from(refreshTokens)
      .innerJoin(sessions, eq(sessions.id, refreshTokens.sessionId))
      .innerJoin(accounts, eq(accounts.id, sessions.accountId))
      .where(eq(refreshTokens.tokenHash, hashToken(token)))
      .for("update", { of: sessions });
    if (row === undefined) return fail("unknown");
    const { sessions: session, accounts: account } = row;
    const family = { sessionId: session.id, accountId: account.id };
    if (account.state === "suspended") return fail("suspended");
    if (session.endedAt !== null) return fail("ended");
    if (session.expiresAt <= tx.now || row.refresh_tokens.expiresAt <= tx.now) return fail("expired");
    if (tx.now.getTime() - session.lastSeenAt.getTime() > sessionLimits(account.role).idle) return fail("idle");
    // Read again: whoever waited for the lock sees what the one before wrote.
    const [presented] = await tx.db.select().from(refreshTokens).where(eq(refreshTokens.id, row.refresh_tokens.id));
    if (presented === undefined) return fail("unknown");
    const box = await accountBox(tx.db, account.id);
    if (presented.usedAt === null) {
      const { token: refreshToken, row: next } = newRefreshToken(tx, session.id);
      await tx.db.insert(refreshTokens).values(next);
      const successor = box.seal("refresh_tokens.successor", presented.id, refreshToken);
      await tx.db
        .update(refreshTokens)
        .set({ usedAt: tx.now, successorId: next.id, successor })
        .where(eq(refreshTokens.id, presented.id));
      // Its parent answers no longer: from now on only this one is the immediate parent.
      await tx.db.update(refreshTokens).set({ successor: null }).where(eq(refreshTokens.successorId, presented.id));
      await emit(tx, "session.refreshed", family);
      return ok({ ...family, refreshToken, expiresAt: session.expiresAt });
    }
    const inGrace = tx.now.getTime() - presented.usedAt.getTime() <= REFRESH_GRACE;
    if (inGrace && presented.successor !== null) {
      const refreshToken = box.open("refresh_tokens.successor", presented.id, presented.successor);
      return ok({ ...family, refreshToken, expiresAt: session.expiresAt });
    }
    await endSessionsOf(tx, account.id, "token-reused", eq(sessions.id, session.id));
    await emit(tx, "session.token-reused", family);
    return fail("reused");
  });
}
