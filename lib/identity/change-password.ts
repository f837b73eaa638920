import { and, eq, ne } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { sessions } from "#db/schema/sessions.ts";
import { hashPassword, verifyPassword } from "#lib/crypto/password.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { dropRiskyLinks } from "./links/issue-account-link.ts";
import { passwordRefusal } from "./password-policy.ts";
import { readProfile } from "./queries.ts";
import type { ChangePassword } from "./schema.ts";
import { endSessionsOf } from "./sessions/end-sessions.ts";
import { tell } from "./tell.ts";

/** Asks for the current password again, and ends every other session. */
export async function changePassword(ctx: PersonCtx, input: ChangePassword) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const refused = await passwordRefusal(input.next, await readProfile(ctx.db, ctx.actor.id));
  if (refused !== null) return fail(refused);
  const [account] = await ctx.db
    .select({ hash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, ctx.actor.id));
  const before = account?.hash ?? null;
  if (!(await verifyPassword(before, input.current))) return fail("wrong-password");
  const passwordHash = await hashPassword(input.next);
  return inTransaction(ctx, async (tx) => {
    // Of two changes at the same moment one wins; the other's current password is no longer current.
    const changed = await tx.db
      .update(accounts)
      .set({ passwordHash, passwordChangedAt: tx.now, mustChangePassword: false })
      .where(and(eq(accounts.id, tx.actor.id), eq(accounts.passwordHash, before ?? "")))
      .returning({ id: accounts.id });
    if (changed.length === 0) return fail("wrong-password");
    await emit(tx, "account.password-changed", { accountId: tx.actor.id, by: "owner" });
    await dropRiskyLinks(tx, tx.actor.id);
    await tell(tx, tx.actor.id, "password-changed", {});
    await endSessionsOf(tx, tx.actor.id, "password-changed", ne(sessions.id, tx.actor.sessionId));
    return ok(null);
  });
}
