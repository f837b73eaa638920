import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { isCurrent, type PendingSignIn, proceed } from "../../proceed.ts";
import type { Ceremony } from "./ceremony.ts";
import { judgeShownPasskey } from "./judge-shown-passkey.ts";

/** A passkey as the second factor of a sign-in that is half done. `pending` comes from a sealed cookie. */
export async function showSecondPasskey(
  ctx: Ctx,
  pending: PendingSignIn | null,
  ceremony: Ceremony | undefined,
  answer: unknown,
) {
  if (pending === null || pending.need !== "factor" || !isCurrent(pending, ctx.now)) return fail("step-expired");
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  return inTransaction(ctx, async (tx) => {
    const shown = await judgeShownPasskey(tx, ceremony, answer, pending.accountId);
    if (!shown.ok) return shown;
    return proceed(tx, pending.accountId, { ...pending.shown, secondFactor: "passkey" }, pending);
  });
}
