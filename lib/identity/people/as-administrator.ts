import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import type { Permission } from "#lib/access/policy.ts";
import { refusal } from "#lib/access/refusal.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { type Administrators, lockAdministrators, stillMayActAs } from "./administrators.ts";

type Account = typeof accounts.$inferSelect;
/** What only administrators may, and cannot lend. */
type Verb = Exclude<Extract<Permission, `person.${string}`>, "person.list"> | "glass.break";

/**
 * What every change to people begins with: asks whether it may be, locks the administrators, and asks again whether who
 * acts is still one of them. `work` runs in that transaction, with nobody demoted or suspended before it ends.
 */
export function asAdministrator<C extends Ctx, T>(
  ctx: C,
  permission: Verb,
  resourceId: string | null,
  work: (tx: C, administrators: Administrators) => Promise<T>,
) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, permission, {}, resourceId);
    if (denied) return fail(denied);
    const administrators = await lockAdministrators(tx);
    return stillMayActAs(tx, administrators) ? work(tx, administrators) : fail("not-allowed");
  });
}

/** The same about one person, whose row nobody else changes meanwhile. */
export function overPerson<C extends Ctx, T>(
  ctx: C,
  permission: Verb,
  accountId: string,
  work: (tx: C, account: Account, administrators: Administrators) => Promise<T>,
) {
  return asAdministrator(ctx, permission, accountId, async (tx, administrators) => {
    const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, accountId)).for("no key update");
    return account === undefined ? fail("person-not-found") : work(tx, account, administrators);
  });
}
