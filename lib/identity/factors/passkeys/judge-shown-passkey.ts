import { eq } from "drizzle-orm";
import { passkeys } from "#db/schema/factors.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { ok } from "#lib/platform/result.ts";
import { type Ceremony, spendCeremony, userHandleOf } from "./ceremony.ts";
import { judgeSignIn } from "./judge-answer.ts";
import { refusePasskey } from "./refuse-passkey.ts";
import { SignInAnswer } from "./schema.ts";

/**
 * Whose passkey was shown, and that it was right. `accountId` is the only account whose passkeys count; null for any.
 * Runs inside the caller's transaction, and uses up the challenge whatever comes of it.
 */
export async function judgeShownPasskey(
  tx: Ctx,
  ceremony: Ceremony | undefined,
  given: unknown,
  accountId: string | null,
) {
  const fault = await spendCeremony(tx, ceremony, "sign-in", accountId);
  if (fault !== null || ceremony === undefined) return refusePasskey(tx, fault ?? "wrong-challenge", accountId);
  const answer = SignInAnswer.safeParse(given);
  if (!answer.success) return refusePasskey(tx, "malformed", accountId);
  // The lock puts two answers of one passkey in order, so that each is held to the counter of the one before.
  const [known] = await tx.db.select().from(passkeys).where(eq(passkeys.credentialId, answer.data.id)).for("update");
  if (known === undefined || (accountId !== null && known.accountId !== accountId))
    return refusePasskey(tx, "unknown-credential", accountId);
  const { userHandle } = answer.data.response;
  if (userHandle && userHandle !== userHandleOf(known.accountId).toString("base64url"))
    return refusePasskey(tx, "unknown-credential", known.accountId);
  const judged = await judgeSignIn(answer.data, ceremony.challenge, known);
  if (!judged.ok) return refusePasskey(tx, judged.error, known.accountId);
  await tx.db
    .update(passkeys)
    .set({ ...judged.value, lastUsedAt: tx.now })
    .where(eq(passkeys.id, known.id));
  return ok({ accountId: known.accountId });
}
