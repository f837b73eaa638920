import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { hasSecondFactor, isCurrent, lockPending, type PendingSignIn, proceed } from "../proceed.ts";
import { tell } from "../tell.ts";
import { storeNewSecret } from "./begin-totp.ts";
import { confirmSecret } from "./confirm-totp.ts";
import { replaceCodes } from "./make-recovery-codes.ts";
import { readFactors } from "./queries.ts";
import type { ConfirmTotp } from "./schema.ts";

// A first second factor in the middle of a sign-in that may not end without one. `pending` comes from a sealed cookie; each
// step answers the one to keep instead.

/** As {@link ./begin-totp.ts}, for a sign-in that waits for it. Only this sign-in is shown the secret. */
export function beginEnrolment(ctx: Ctx, pending: PendingSignIn) {
  return enrolling(ctx, pending, async (tx) => {
    const stored = await storeNewSecret(tx, pending.accountId);
    return stored.ok ? ok({ pending: { ...pending, totpBegunAt: tx.now.getTime() } }) : stored;
  });
}

/** As {@link ./confirm-totp.ts}. The sign-in has shown the factor then; {@link finishEnrolment} ends it. */
export function confirmEnrolment(ctx: Ctx, pending: PendingSignIn, input: ConfirmTotp) {
  return enrolling(ctx, pending, async (tx) => {
    // Somebody else who knows the password may have begun too: their secret is not the one that was shown here.
    const confirmed = await confirmSecret(tx, pending.accountId, input.code, pending.totpBegunAt ?? 0);
    if (!confirmed.ok) return confirmed;
    const shown = { ...pending.shown, secondFactor: "totp" as const };
    return ok({ ...confirmed.value, pending: { ...pending, shown } });
  });
}

/** Other recovery codes, for whoever lost sight of the first ones before going on. */
export function renewEnrolmentCodes(ctx: Ctx, pending: PendingSignIn) {
  return inTransaction(ctx, async (tx) => {
    if (!isEnrolled(pending, tx.now) || !(await stillEnrolled(tx, pending))) return fail("step-expired");
    await tell(tx, pending.accountId, "new-factor", { factor: "recovery-codes" });
    return ok({ recoveryCodes: await replaceCodes(tx, pending.accountId) });
  });
}

/** The recovery codes were seen: the sign-in goes on with the factor that it has just shown. */
export function finishEnrolment(ctx: Ctx, pending: PendingSignIn) {
  return inTransaction(ctx, async (tx) => {
    if (!isEnrolled(pending, tx.now) || !(await stillEnrolled(tx, pending))) return fail("step-expired");
    return proceed(tx, pending.accountId, pending.shown, pending);
  });
}

/** Whether this very sign-in has shown a factor that it enrolled. */
export function isEnrolled(pending: PendingSignIn, now: Date): boolean {
  return pending.need === "enrol" && isCurrent(pending, now) && (pending.shown.secondFactor ?? null) !== null;
}

/** The factor may have been taken away since; an old copy of the cookie finds the sign-in finished. */
async function stillEnrolled(tx: Ctx, pending: PendingSignIn): Promise<boolean> {
  return (await lockPending(tx, pending)) !== null && hasSecondFactor(await readFactors(tx.db, pending.accountId));
}

/** Whoever knows only the password may add the first factor, never another: by then somebody else has enrolled. */
export function enrolling<T, E extends string>(
  ctx: Ctx,
  pending: PendingSignIn,
  work: (tx: Ctx) => Promise<Result<T, E>>,
): Promise<Result<T, E | "step-expired">> {
  return inTransaction(ctx, async (tx) => {
    const account = pending.need === "enrol" ? await lockPending(tx, pending) : null;
    if (account === null || hasSecondFactor(await readFactors(tx.db, account.id))) return fail("step-expired");
    return work(tx);
  });
}
