import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { passwordRefusal } from "../password-policy.ts";
import { proceed } from "../proceed.ts";
import { readProfile } from "../queries.ts";
import type { ResetPassword } from "../schema.ts";
import { endSessionsOf } from "../sessions/end-sessions.ts";
import { tell } from "../tell.ts";
import { endTokensOf } from "../tokens/end-token.ts";
import { dropRiskyLinks } from "./issue-account-link.ts";
import { takeAccountLink } from "./take-account-link.ts";
import { confirmAddress } from "./verify-email.ts";

/**
 * A new password for whoever reads the account's mails. Every session ends, and the sign-in goes on as with any password:
 * a second factor is still asked for. `linkId` comes from a sealed cookie, never from the form.
 */
export async function resetPassword(ctx: Ctx, linkId: string, input: ResetPassword, deviceToken: string | null = null) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const accountId = await accountOf(ctx, linkId);
  // Judged and hashed before the transaction, and not at all for a link that is no good.
  const weak = accountId && (await passwordRefusal(input.password, await readProfile(ctx.db, accountId)));
  if (weak) return fail(weak);
  const passwordHash = accountId === null ? null : await hashPassword(input.password);
  return inTransaction(ctx, async (tx) => {
    const taken = await takeAccountLink(tx, linkId, "reset-password");
    if (!taken.ok) return taken;
    if (passwordHash === null) return fail("link-unknown");
    const { account } = taken.value;
    if (account.state === "suspended") {
      await emit(tx, "session.refused", { accountId: account.id, reason: "suspended" });
      return fail("wrong-credentials");
    }
    await tx.db
      .update(accounts)
      .set({ passwordHash, passwordChangedAt: tx.now, mustChangePassword: false })
      .where(eq(accounts.id, account.id));
    await confirmAddress(tx, account.id);
    await emit(tx, "account.password-changed", { accountId: account.id, by: "reset" });
    await endSessionsOf(tx, account.id, "password-changed");
    await endTokensOf(tx, account.id);
    await dropRiskyLinks(tx, account.id);
    await tell(tx, account.id, "password-changed", {});
    return proceed(tx, account.id, { method: "password", deviceToken });
  });
}

async function accountOf({ db, now }: Ctx, linkId: string): Promise<string | null> {
  const [link] = await db.select().from(oneTimeLinks).where(eq(oneTimeLinks.id, linkId));
  const isGood = link?.purpose === "reset-password" && link.usedAt === null && link.expiresAt > now;
  return isGood ? link.accountId : null;
}
