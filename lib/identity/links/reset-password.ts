import { eq } from "drizzle-orm";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { hashPasswordIf } from "#lib/crypto/password.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { passwordRefusal } from "../password-policy.ts";
import { proceed } from "../proceed.ts";
import { readProfile } from "../queries.ts";
import type { ResetPassword } from "../schema.ts";
import { setPassword } from "../set-password.ts";
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
  const isGood = async () => (await accountOf(ctx, linkId)) !== null;
  const passwordHash = accountId === null ? null : await hashPasswordIf(isGood, input.password);
  return inTransaction(ctx, async (tx) => {
    const taken = await takeAccountLink(tx, linkId, "reset-password");
    if (!taken.ok) return taken;
    // Another was quicker while this one waited for its turn.
    if (passwordHash === null) return fail("link-used");
    const { account } = taken.value;
    if (account.state === "suspended") {
      await emit(tx, "session.refused", { accountId: account.id, reason: "suspended" });
      return fail("wrong-credentials");
    }
    await confirmAddress(tx, account.id);
    await setPassword(tx, account.id, { passwordHash, by: "reset" });
    return proceed(tx, account.id, { method: "password", deviceToken });
  });
}

async function accountOf({ db, now }: Ctx, linkId: string): Promise<string | null> {
  const [link] = await db.select().from(oneTimeLinks).where(eq(oneTimeLinks.id, linkId));
  const isGood = link?.purpose === "reset-password" && link.usedAt === null && link.expiresAt > now;
  return isGood ? link.accountId : null;
}
