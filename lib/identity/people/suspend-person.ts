import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { isLastAdministrator } from "./administrators.ts";
import { applyState } from "./apply-change.ts";
import { overPerson } from "./as-administrator.ts";
import type { SuspendPerson } from "./schema.ts";

/** Locks a person out at their next request, or lets them in again. Answers how many sessions ended. */
export function suspendPerson(ctx: PersonCtx, { accountId, suspended }: SuspendPerson) {
  return overPerson(ctx, "person.suspend", accountId, async (tx, account, administrators) => {
    if (accountId === tx.actor.id) return fail("not-yourself");
    const state = suspended ? "suspended" : "active";
    if (account.state === state) return ok(0);
    if (suspended && isLastAdministrator(administrators, accountId)) return fail("last-administrator");
    return ok(await applyState(tx, accountId, state));
  });
}
