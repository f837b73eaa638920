import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { hashPassword, verifyPassword } from "#lib/crypto/password.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { passwordRefusal } from "./password-policy.ts";
import { isCurrent, lockPending, type PendingSignIn, passwordVersion, proceed } from "./proceed.ts";
import { readProfile } from "./queries.ts";
import type { ReplacePassword } from "./schema.ts";
import { setPassword } from "./set-password.ts";

/**
 * Goes on with a sign-in whose password was right but may not be used any longer. Every session ends: somebody else may
 * know the old one. `pending` comes from a sealed cookie, never from the form.
 */
export async function replaceRequiredPassword(ctx: Ctx, pending: PendingSignIn, input: ReplacePassword) {
  if (pending.need !== "password" || !isCurrent(pending, ctx.now)) return fail("step-expired");
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const { accountId } = pending;
  const refused = await passwordRefusal(input.next, await readProfile(ctx.db, accountId));
  if (refused !== null) return fail(refused);
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.id, accountId));
  const replaces = account?.passwordHash ?? null;
  if (await verifyPassword(replaces, input.next)) return fail("password-same");
  const passwordHash = await hashPassword(input.next);
  return inTransaction(ctx, async (tx) => {
    // Once: a copy of the cookie finds the password changed already.
    if ((await lockPending(tx, pending))?.mustChangePassword !== true) return fail("step-expired");
    if ((await setPassword(tx, accountId, { passwordHash, by: "required", replaces })) === null)
      return fail("step-expired");
    return proceed(tx, accountId, pending.shown, { ...pending, passwordVersion: passwordVersion({ passwordHash }) });
  });
}
