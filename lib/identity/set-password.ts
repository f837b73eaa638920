import { and, eq, isNull, ne } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { sessions } from "#db/schema/sessions.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { EventData } from "#lib/security/events/catalog.ts";
import { emit } from "#lib/security/events/emit.ts";
import { dropRiskyLinks } from "./links/issue-account-link.ts";
import { endSessionsOf } from "./sessions/end-sessions.ts";
import { tell } from "./tell.ts";
import { endTokensOf } from "./tokens/end-token.ts";

type Change = {
  passwordHash: string;
  by: EventData<"account.password-changed">["by"];
  /** The hash that it replaces, where somebody has shown that they know that password; another by now changes nothing. */
  replaces?: string | null;
};

/**
 * Gives an account another password, with all that follows: its sessions end, but not the one its owner changes it in;
 * links that would give the account away are worth nothing; tokens end too unless its owner is the one who changes it.
 * Runs inside the caller's transaction. Answers how many sessions ended, or null when another change was first.
 */
export async function setPassword(tx: Ctx, accountId: string, change: Change): Promise<number | null> {
  const { passwordHash, by, replaces } = change;
  const old = replaces === null ? isNull(accounts.passwordHash) : eq(accounts.passwordHash, replaces ?? "");
  const changed = await tx.db
    .update(accounts)
    .set({ passwordHash, passwordChangedAt: tx.now, mustChangePassword: false })
    .where(and(eq(accounts.id, accountId), replaces === undefined ? undefined : old))
    .returning({ id: accounts.id });
  if (changed.length === 0) return null;
  await emit(tx, "account.password-changed", { accountId, by });
  await dropRiskyLinks(tx, accountId);
  if (by !== "owner") await endTokensOf(tx, accountId);
  await tell(tx, accountId, "password-changed", {});
  const own = by === "owner" && tx.actor.kind === "person" ? ne(sessions.id, tx.actor.sessionId) : undefined;
  return endSessionsOf(tx, accountId, "password-changed", own);
}
