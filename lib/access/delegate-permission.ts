import { and, eq, gt, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { delegations } from "#db/schema/access.ts";
import { lockPeople } from "#lib/identity/people/administrators.ts";
import { findAccountId } from "#lib/identity/queries.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { LendPermission } from "./inputs.ts";
import { mayLend, reachOf } from "./policy.ts";
import { refusal } from "./refusal.ts";

/** Lends a permission that one holds by one's role, never one that was lent, to somebody for some time. */
export function delegatePermission(ctx: PersonCtx, input: LendPermission) {
  return inTransaction(ctx, async (tx) => {
    const { permission } = input;
    const denied = await refusal(tx, "delegation.create", {}, permission);
    if (denied) return fail(denied);
    const toId = await findAccountId(tx.db, input.email);
    // Locked, so that a suspension or another role at this moment comes before, or finds what was lent and ends it.
    const people = await lockPeople(tx, [tx.actor.id, ...(toId === null ? [] : [toId])]);
    const lender = people.get(tx.actor.id);
    if (lender?.state !== "active" || !mayLend(lender.role, permission)) {
      await emit(tx, "access.denied", { permission: "delegation.create", reason: "not-held", resourceId: permission });
      return fail("not-yours-to-lend");
    }
    if (toId === tx.actor.id) return fail("not-yourself");
    const receiver = toId === null ? undefined : people.get(toId);
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
