import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { hasSecondFactor, isCurrent, type PendingSignIn, proceed } from "../proceed.ts";
import { storeNewSecret } from "./begin-totp.ts";
import { confirmSecret } from "./confirm-totp.ts";
import { replaceCodes } from "./make-recovery-codes.ts";
import { readFactors } from "./queries.ts";
import type { ConfirmTotp } from "./schema.ts";

// A first second factor in the middle of a sign-in that may not end without one. `pending` comes from a sealed cookie.

/** As {@link ./begin-totp.ts}, for a sign-in that waits for it. */
export function beginEnrolment(ctx: Ctx, pending: PendingSignIn) {
  return enrolling(ctx, pending, (tx) => storeNewSecret(tx, pending.accountId));
}

/** As {@link ./confirm-totp.ts}. The sign-in has shown the factor then; {@link finishEnrolment} ends it. */
export function confirmEnrolment(ctx: Ctx, pending: PendingSignIn, input: ConfirmTotp) {
  return enrolling(ctx, pending, async (tx) => {
    const confirmed = await confirmSecret(tx, pending.accountId, input.code);
    if (!confirmed.ok) return confirmed;
    return ok({
      ...confirmed.value,
      pending: { ...pending, shown: { ...pending.shown, secondFactor: "totp" as const } },
    });
  });
}

/** Other recovery codes, for whoever lost sight of the first ones before going on. */
export function renewEnrolmentCodes(ctx: Ctx, pending: PendingSignIn) {
  return inTransaction(ctx, async (tx) => {
    if (!isEnrolled(pending, tx.now)) return fail("step-expired");
    return ok({ recoveryCodes: await replaceCodes(tx, pending.accountId) });
  });
}

/** The recovery codes were seen: the sign-in goes on with the factor that it has just shown. */
export function finishEnrolment(ctx: Ctx, pending: PendingSignIn) {
  return inTransaction(ctx, async (tx) => {
    if (!isEnrolled(pending, tx.now)) return fail("step-expired");
    return proceed(tx, pending.accountId, pending.shown, pending);
  });
}

/** Whether this very sign-in has shown a factor that it enrolled. */
export function isEnrolled(pending: PendingSignIn, now: Date): boolean {
  return pending.need === "enrol" && isCurrent(pending, now) && (pending.shown.secondFactor ?? null) !== null;
}

/** Whoever knows only the password may add the first factor, never another: by then somebody else has enrolled. */
export function enrolling<T, E extends string>(
  ctx: Ctx,
  pending: PendingSignIn,
  work: (tx: Ctx) => Promise<Result<T, E>>,
): Promise<Result<T, E | "step-expired">> {
  return inTransaction(ctx, async (tx) => {
    if (pending.need !== "enrol" || !isCurrent(pending, tx.now)) return fail("step-expired");
    const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, pending.accountId)).for("update");
    if (account?.state !== "active" || hasSecondFactor(await readFactors(tx.db, account.id)))
      return fail("step-expired");
    return work(tx);
  });
}
