import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { hashPassword, verifyPassword } from "#lib/crypto/password.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { passwordRefusal } from "./password-policy.ts";
import { readProfile } from "./queries.ts";
import type { ChangePassword } from "./schema.ts";
import { setPassword } from "./set-password.ts";
import { attemptSucceeded, isWaiting, takeOwnAttempt } from "./throttle.ts";

/** Asks for the current password again, and ends every other session. */
export async function changePassword(ctx: PersonCtx, input: ChangePassword) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const accountId = ctx.actor.id;
  // A session left open somewhere must not be a place to guess the password at leisure.
  const attempt = await takeOwnAttempt(ctx, "password", accountId);
  if (isWaiting(attempt)) {
    await emit(ctx, "sign-in.throttled", { accountId, what: "password" });
    return fail("too-many-attempts");
  }
  const [account] = await ctx.db
    .select({ hash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  const replaces = account?.hash ?? null;
  if (!(await verifyPassword(replaces, input.current))) {
    await emit(ctx, "account.password-refused", { accountId });
    return fail("wrong-password");
  }
  await attemptSucceeded(ctx.db, attempt);
  const refused = await passwordRefusal(input.next, await readProfile(ctx.db, accountId));
  if (refused !== null) return fail(refused);
  const passwordHash = await hashPassword(input.next);
  // Of two changes at the same moment one wins; the other's current password is no longer current.
  return inTransaction(ctx, async (tx) =>
    (await setPassword(tx, accountId, { passwordHash, by: "owner", replaces })) === null
      ? fail("wrong-password")
      : ok(null),
  );
}
