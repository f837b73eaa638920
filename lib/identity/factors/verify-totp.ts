import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import { totpFactors } from "#db/schema/factors.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { stepOfCode } from "./totp.ts";

/** Takes a code of the account's app; each works once (RFC 6238, section 5.2). Runs inside the caller's transaction. */
export async function verifyTotp(
  tx: Ctx,
  accountId: string,
  code: string,
): Promise<Result<null, "wrong-code" | "used-code">> {
  const mine = and(eq(totpFactors.accountId, accountId), isNotNull(totpFactors.confirmedAt));
  const [factor] = await tx.db.select({ secret: totpFactors.secret }).from(totpFactors).where(mine);
  if (factor === undefined) return fail("wrong-code");
  const secret = (await accountBox(tx.db, accountId)).open("totp_factors.secret", accountId, factor.secret);
  const step = stepOfCode(secret, code, tx.now);
  if (step === null) return fail("wrong-code");
  // Of any number who use one code at the same moment, the first moves the step on, and the others do not match any more.
  const taken = await tx.db
    .update(totpFactors)
    .set({ lastStep: step })
    .where(and(mine, or(isNull(totpFactors.lastStep), lt(totpFactors.lastStep, step))))
    .returning({ accountId: totpFactors.accountId });
  return taken.length === 1 ? ok(null) : fail("used-code");
}
