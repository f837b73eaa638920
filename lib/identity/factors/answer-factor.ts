import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { isCurrent, type PendingSignIn, proceed } from "../proceed.ts";
import { attemptSucceeded, isWaiting, takeOwnAttempt } from "../throttle.ts";
import type { AnswerFactor } from "./schema.ts";
import { useRecoveryCode } from "./use-recovery-code.ts";
import { verifyTotp } from "./verify-totp.ts";

/** Goes on with a sign-in that waits for a second factor. `pending` comes from a sealed cookie, never from the form. */
export async function answerFactor(ctx: Ctx, pending: PendingSignIn, input: AnswerFactor) {
  if (pending.need !== "factor" || !isCurrent(pending, ctx.now)) return fail("step-expired");
  const { accountId } = pending;
  // Counted before it is judged, and outside of the transaction: of a hundred guesses at once five are judged.
  const attempt = await takeOwnAttempt(ctx, "code", accountId);
  if (isWaiting(attempt)) {
    await emit(ctx, "sign-in.throttled", { accountId, what: "code" });
    return fail("too-many-attempts");
  }
  return inTransaction(ctx, async (tx) => {
    const verify = input.kind === "totp" ? verifyTotp : useRecoveryCode;
    const verified = await verify(tx, accountId, input.code);
    if (!verified.ok) {
      const factor = input.kind === "totp" ? "totp" : "recovery-codes";
      await emit(tx, "factor.refused", { accountId, factor, reason: verified.error });
      return verified;
    }
    await attemptSucceeded(tx.db, attempt);
    return proceed(tx, accountId, { ...pending.shown, secondFactor: input.kind }, pending);
  });
}
