import { and, eq, gt, isNull, or, type SQL } from "drizzle-orm";
import { breakGlass, delegations } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { mayLend } from "#lib/access/policy.ts";
import { atLeast, type Role } from "#lib/access/schema.ts";
import type { Ctx } from "#lib/platform/context.ts";
import type { EventData } from "#lib/security/events/catalog.ts";
import { emit } from "#lib/security/events/emit.ts";
import { endSessionsOf } from "../sessions/end-sessions.ts";
import { tell } from "../tell.ts";
import { mayInvite, withdrawInvitations } from "./withdraw-invitation.ts";

// What a change of role or state comes with, whoever makes it: an administrator, a list, the shell, a directory. All run
// inside the caller's transaction, after the caller has checked that it may be.

type By = EventData<"account.role-changed">["by"];

/** Gives an account another role, ends its sessions but `keep`, and takes back what stood on the old one. */
export async function applyRole(
  tx: Ctx,
  account: { id: string; role: Role },
  to: Role,
  by: By,
  keep?: SQL,
): Promise<number> {
  await tx.db.update(accounts).set({ role: to }).where(eq(accounts.id, account.id));
  await emit(tx, "account.role-changed", { accountId: account.id, from: account.role, to, by });
  await tell(tx, account.id, "role-changed", { role: to });
  await takeBack(tx, account.id, to);
  return endSessionsOf(tx, account.id, "role-changed", keep);
}

/** Locks an account out at its next request, or lets it in again; answers how many sessions ended. */
export async function applyState(tx: Ctx, accountId: string, state: "active" | "suspended"): Promise<number> {
  await tx.db.update(accounts).set({ state }).where(eq(accounts.id, accountId));
  await emit(tx, state === "suspended" ? "account.suspended" : "account.restored", { accountId });
  if (state === "active") return 0;
  await takeBack(tx, accountId, null);
  return endSessionsOf(tx, accountId, "suspended");
}

/** Takes back what somebody gave or took and may no longer; `role` null may nothing. None of it comes back with the role. */
async function takeBack(tx: Ctx, accountId: string, role: Role | null): Promise<void> {
  await endLendings(tx, accountId, role);
  if (role === null || !mayInvite(role)) await withdrawInvitations(tx, eq(oneTimeLinks.createdBy, accountId));
  if (role === null || !atLeast(role, "admin")) await closeGlasses(tx, accountId);
}

/** What they lent and no longer hold; of somebody who is suspended also what was lent to them. */
async function endLendings(tx: Ctx, accountId: string, role: Role | null): Promise<void> {
  const given = eq(delegations.fromId, accountId);
  const theirs = role === null ? or(given, eq(delegations.toId, accountId)) : given;
  const lent = await tx.db
    .select({ id: delegations.id, permission: delegations.permission, toId: delegations.toId })
    .from(delegations)
    .where(and(theirs, isNull(delegations.endedAt), gt(delegations.expiresAt, tx.now)));
  for (const { id, permission, toId } of lent) {
    if (role !== null && mayLend(role, permission)) continue;
    await tx.db.update(delegations).set({ endedAt: tx.now }).where(eq(delegations.id, id));
    await emit(tx, "delegation.ended", { delegationId: id, permission, toId });
  }
}

async function closeGlasses(tx: Ctx, accountId: string): Promise<void> {
  const closed = await tx.db
    .update(breakGlass)
    .set({ endedAt: tx.now })
    .where(and(eq(breakGlass.holderId, accountId), isNull(breakGlass.endedAt), gt(breakGlass.expiresAt, tx.now)))
    .returning({ glassId: breakGlass.id, ownerId: breakGlass.ownerId });
  for (const glass of closed) await emit(tx, "glass.closed", glass);
}
