import { and, asc, eq, inArray } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { atLeast, type Role } from "#lib/access/schema.ts";
import type { Ctx } from "#lib/platform/context.ts";

/** What somebody is at this moment. */
type Standing = Pick<typeof accounts.$inferSelect, "role" | "state">;
/** The active administrators, as nobody else can change them until this transaction ends. */
export type Administrators = ReadonlySet<string>;

/**
 * Locks every active administrator, always in the same order. Of two who demote each other at the same moment, the second
 * waits here and finds that they are none any more.
 */
export async function lockAdministrators(tx: Ctx): Promise<Administrators> {
  const rows = await tx.db
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.role, "admin"), eq(accounts.state, "active")))
    .orderBy(asc(accounts.id))
    .for("no key update");
  return new Set(rows.map(({ id }) => id));
}

/**
 * Locks the rows of people as every change to them does, the administrators first: nobody's role or state changes until
 * this transaction ends. Who is not there is not in the answer.
 */
export async function lockPeople(tx: Ctx, ids: readonly string[]): Promise<Map<string, Standing>> {
  await lockAdministrators(tx);
  const rows = await tx.db
    .select({ id: accounts.id, role: accounts.role, state: accounts.state })
    .from(accounts)
    .where(inArray(accounts.id, [...ids]))
    .orderBy(asc(accounts.id))
    .for("no key update");
  return new Map(rows.map(({ id, ...standing }) => [id, standing]));
}

/** Whether who acts is still what they were when the request came in. The server's shell and its jobs always are. */
export function stillMayActAs(tx: Ctx, administrators: Administrators): boolean {
  return tx.actor.kind !== "person" || administrators.has(tx.actor.id);
}

/** Whether nobody would be left to administer the instance without this person. */
export function isLastAdministrator(administrators: Administrators, accountId: string): boolean {
  return administrators.has(accountId) && administrators.size === 1;
}

/** Why an account may not have this role, or null. */
export function roleFault(
  tx: Ctx,
  administrators: Administrators,
  account: { id: string; role: Role },
  to: Role,
): "role-too-high" | "last-administrator" | null {
  if (tx.actor.kind === "person" && !atLeast(tx.actor.role, to)) return "role-too-high";
  return to !== "admin" && isLastAdministrator(administrators, account.id) ? "last-administrator" : null;
}
