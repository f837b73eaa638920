import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { refusal } from "#lib/access/refusal.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { isLastAdministrator, lockAdministrators, stillMayActAs } from "./administrators.ts";
import { applyState } from "./apply-change.ts";
import type { SuspendPerson } from "./schema.ts";

/** Locks a person out at their next request, or lets them in again. Answers how many sessions ended. */
export function suspendPerson(ctx: PersonCtx, input: SuspendPerson) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "person.suspend", {}, input.accountId);
    if (denied) return fail(denied);
    const administrators = await lockAdministrators(tx);
    if (!stillMayActAs(tx, administrators)) return fail("not-allowed");
    if (input.accountId === tx.actor.id) return fail("not-yourself");
    const [account] = await tx.db
      .select({ id: accounts.id, state: accounts.state })
      .from(accounts)
      .where(eq(accounts.id, input.accountId))
      .for("no key update");
    if (account === undefined) return fail("person-not-found");
    const state = input.suspended ? "suspended" : "active";
    if (account.state === state) return ok(0);
    if (input.suspended && isLastAdministrator(administrators, account.id)) return fail("last-administrator");
    return ok(await applyState(tx, account.id, state));
  });
}
