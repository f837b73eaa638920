import { and, eq, isNull } from "drizzle-orm";
import { recoveryCodes } from "#db/schema/factors.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { codeIndex } from "./make-recovery-codes.ts";

/** Uses up one recovery code. Runs inside the caller's transaction. */
export async function useRecoveryCode(
  tx: Ctx,
  accountId: string,
  code: string,
): Promise<Result<null, "wrong-code" | "used-code">> {
  const codeHash = await codeIndex(tx, accountId, code);
  const mine = and(eq(recoveryCodes.accountId, accountId), eq(recoveryCodes.codeHash, codeHash));
  const used = await tx.db
    .update(recoveryCodes)
    .set({ usedAt: tx.now })
    .where(and(mine, isNull(recoveryCodes.usedAt)))
    .returning({ id: recoveryCodes.id });
  if (used.length === 1) return ok(null);
  const known = await tx.db.select({ id: recoveryCodes.id }).from(recoveryCodes).where(mine);
  return fail(known.length === 1 ? "used-code" : "wrong-code");
}
