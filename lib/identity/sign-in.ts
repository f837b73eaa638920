import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { blindIndex } from "#lib/crypto/data-keys.ts";
import { verifyPassword } from "#lib/crypto/password.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { passwordVersion, proceed } from "./proceed.ts";
import type { SignIn } from "./schema.ts";
import { knownDeviceId } from "./sessions/known-devices.ts";
import {
  type Attempt,
  attemptSucceeded,
  type Guessed,
  isWaiting,
  takePasswordAttempt,
  type Waiting,
  waitingPassword,
} from "./throttle.ts";

/**
 * Password sign-in. A wrong address, a wrong password and a suspended account look and last the same; so does having to
 * wait. `deviceToken` is the cookie by which the browser is known, if it sent one.
 */
export async function signIn(ctx: Ctx, input: Omit<SignIn, "next">, deviceToken: string | null = null) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const emailIndex = await blindIndex(ctx.db, "account.email", input.email);
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.emailIndex, emailIndex));
  const device = account === undefined ? null : await knownDeviceId(ctx.db, account.id, deviceToken);
  const { attempt, right } = await tryPassword(ctx, account?.passwordHash ?? null, input.password, {
    subject: emailIndex,
    knownDeviceId: device,
  });
  if (isWaiting(attempt)) {
    await emit(ctx, "sign-in.throttled", { accountId: account?.id ?? null, what: "password" });
    return fail("too-many-attempts");
  }
  return inTransaction(ctx, async (tx) => {
    if (account === undefined || !right || account.state === "suspended") {
      const reason = right && account?.state === "suspended" ? "suspended" : "wrong-credentials";
      await emit(tx, "session.refused", { accountId: account?.id ?? null, reason });
      return fail("wrong-credentials");
    }
    await attemptSucceeded(tx.db, attempt);
    return proceed(tx, account.id, { method: "password", deviceToken }, { passwordVersion: passwordVersion(account) });
  });
}

/** Counted when its turn has come, not before: an office that signs in at nine o'clock has few tries under way at once. */
async function tryPassword(ctx: Ctx, hash: string | null, password: string, account: Guessed) {
  const turn: { attempt: Attempt | Waiting } = { attempt: (await waitingPassword(ctx, account)) ?? { counters: [] } };
  const mayTry = async () => {
    turn.attempt = await takePasswordAttempt(ctx, account);
    return !isWaiting(turn.attempt);
  };
  const right = !isWaiting(turn.attempt) && (await verifyPassword(hash, password, mayTry));
  return { attempt: turn.attempt, right };
}
