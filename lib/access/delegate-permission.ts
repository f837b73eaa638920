import { and, eq, gt, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { delegations } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import { findAccountId } from "#lib/identity/queries.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { mayLend, reachOf } from "./policy.ts";
import { refusal } from "./refusal.ts";
import type { LendPermission } from "./schema.ts";

/** Lends a permission that one holds by one's role, never one that was lent, to somebody for some time. */
export function delegatePermission(ctx: PersonCtx, input: LendPermission) {
  return inTransaction(ctx, async (tx) => {
    const { permission } = input;
    const denied = await refusal(tx, "delegation.create", {}, permission);
    if (denied) return fail(denied);
    if (!mayLend(tx.actor.role, permission)) {
      await emit(tx, "access.denied", { permission: "delegation.create", reason: "not-held", resourceId: permission });
      return fail("not-yours-to-lend");
    }
    const toId = await findAccountId(tx.db, input.email);
    if (toId === tx.actor.id) return fail("not-yourself");
    const [receiver] = await tx.db
      .select({ role: accounts.role, state: accounts.state })
      .from(accounts)
      .where(eq(accounts.id, toId ?? tx.actor.id));
    if (toId === null || receiver?.state !== "active") return fail("person-not-found");
    if (reachOf(permission)[receiver.role] === "all") return fail("already-held");
    const [lent] = await tx.db
      .select({ id: delegations.id })
      .from(delegations)
      .where(
        and(
          ...[eq(delegations.fromId, tx.actor.id), eq(delegations.toId, toId), eq(delegations.permission, permission)],
          ...[isNull(delegations.endedAt), gt(delegations.expiresAt, tx.now)],
        ),
      );
    if (lent !== undefined) return fail("already-held");
    const id = uuidv7();
    const expiresAt = new Date(tx.now.getTime() + input.minutes * 60_000);
    await tx.db.insert(delegations).values({ id, permission, fromId: tx.actor.id, toId, createdAt: tx.now, expiresAt });
    await emit(tx, "delegation.created", { delegationId: id, permission, toId, minutes: input.minutes });
    return ok({ delegationId: id, expiresAt });
  });
}
