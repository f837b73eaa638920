import { and, eq, gt } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { factorResets } from "#db/schema/factors.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { readFactors } from "../factors/queries.ts";
import { removeAllFactors } from "../factors/remove-all-factors.ts";
import { FACTOR_RESET_LIFETIME } from "../numbers.ts";
import { overPerson } from "./as-administrator.ts";
import type { RequestFactorReset } from "./schema.ts";

type Asked = { resetId: string; state: "waiting" | "done" };

/**
 * An administrator wants the factors removed that a person has lost. Where there are others, one of them must agree; an
 * only administrator does it at once.
 */
export function requestFactorReset(ctx: PersonCtx, { accountId, reason }: RequestFactorReset) {
  // Of two who ask for the same person the second waits for the row, and finds the first one's request.
  return overPerson(ctx, "person.reset-factor", accountId, async (tx, _account, administrators) => {
    if (accountId === tx.actor.id) return fail("not-yourself");
    const factors = await readFactors(tx.db, accountId);
    if (!factors.totp && factors.passkeys === 0 && factors.recoveryCodes === 0) return fail("no-factor");
    const isWaiting = and(
      ...[eq(factorResets.accountId, accountId), eq(factorResets.state, "waiting")],
      gt(factorResets.expiresAt, tx.now),
    );
    if ((await tx.db.select({ id: factorResets.id }).from(factorResets).where(isWaiting)).length > 0)
      return fail("reset-waiting");

    const needsAnother = administrators.size > 1;
    const approvers = [...administrators].filter((id) => id !== tx.actor.id && id !== accountId);
    if (needsAnother && approvers.length === 0) return fail("reset-no-approver");
    const id = uuidv7();
    await tx.db.insert(factorResets).values({
      ...{ id, accountId, requestedBy: tx.actor.id, requestedAt: tx.now },
      reason: (await systemBox(tx.db)).seal("factor_resets.reason", id, reason),
      expiresAt: new Date(tx.now.getTime() + FACTOR_RESET_LIFETIME),
      ...(needsAnother
        ? { state: "waiting" as const }
        : { state: "done" as const, decidedBy: tx.actor.id, decidedAt: tx.now }),
    });
    await emit(tx, "factor.reset-requested", { accountId, resetId: id });
    if (needsAnother) return ok<Asked>({ resetId: id, state: "waiting" });
    await removeAllFactors(tx, accountId, "administrator");
    await emit(tx, "factor.reset-decided", { accountId, resetId: id, decision: "done" });
    return ok<Asked>({ resetId: id, state: "done" });
  });
}
