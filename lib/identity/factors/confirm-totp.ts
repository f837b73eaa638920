import { and, eq, isNull } from "drizzle-orm";
import { totpFactors } from "#db/schema/factors.ts";
import { refusal } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { type Ctx, inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { TOTP_SETUP } from "../numbers.ts";
import { tell } from "../tell.ts";
import { codesForFirstFactor } from "./make-recovery-codes.ts";
import { endOtherSessions } from "./other-sessions.ts";
import type { ConfirmTotp } from "./schema.ts";
import { stepOfCode } from "./totp.ts";

/** Recovery codes that were made along with it, to be shown this once; null when there are some already. */
export type Confirmed = { recoveryCodes: string[] | null };

/** The first code from the app: from now on it is asked for at every sign-in. */
export function confirmTotp(ctx: PersonCtx, input: ConfirmTotp) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "factor.change", { ownerId: tx.actor.id });
    return denied ? fail(denied) : confirmSecret(tx, tx.actor.id, input.code);
  });
}

/**
 * Only for whoever has made sure that it is the account's owner. Runs inside the caller's transaction. `begunAt` (ms) is
 * when the secret was made that they were shown, where another may have taken its place.
 */
export async function confirmSecret(
  tx: Ctx,
  accountId: string,
  code: string,
  begunAt?: number,
): Promise<Result<Confirmed, "setup-expired" | "wrong-code">> {
  const mine = and(eq(totpFactors.accountId, accountId), isNull(totpFactors.confirmedAt));
  const [waiting] = await tx.db.select().from(totpFactors).where(mine).for("update");
  if (waiting === undefined || tx.now.getTime() - waiting.createdAt.getTime() > TOTP_SETUP)
    return fail("setup-expired");
  if (begunAt !== undefined && waiting.createdAt.getTime() !== begunAt) return fail("setup-expired");
  const secret = (await accountBox(tx.db, accountId)).open("totp_factors.secret", accountId, waiting.secret);
  const step = stepOfCode(secret, code, tx.now);
  if (step === null) {
    await emit(tx, "factor.refused", { accountId, factor: "totp", reason: "wrong-code" });
    return fail("wrong-code");
  }
  await tx.db.update(totpFactors).set({ confirmedAt: tx.now, lastStep: step }).where(mine);
  await emit(tx, "factor.added", { accountId, factor: "totp" });
  await tell(tx, accountId, "new-factor", { factor: "totp" });
  await endOtherSessions(tx, accountId);
  return ok({ recoveryCodes: await codesForFirstFactor(tx, accountId) });
}
