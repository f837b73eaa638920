import { eq, ne } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { sessions } from "#db/schema/sessions.ts";
import { refusal } from "#lib/access/refusal.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { lockAdministrators, roleFault, stillMayActAs } from "./administrators.ts";
import { applyRole } from "./apply-change.ts";
import type { ChangeRole } from "./schema.ts";

/** Gives a person another role. Their sessions end, because each role has its own; of oneself all but this one. */
export function changeRole(ctx: PersonCtx, input: ChangeRole) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "person.change-role", {}, input.accountId);
    if (denied) return fail(denied);
    const administrators = await lockAdministrators(tx);
    if (!stillMayActAs(tx, administrators)) return fail("not-allowed");
    const [account] = await tx.db
      .select({ id: accounts.id, role: accounts.role })
      .from(accounts)
      .where(eq(accounts.id, input.accountId))
      .for("no key update");
    if (account === undefined) return fail("person-not-found");
    if (account.role === input.role) return fail("same-role");
    const fault = roleFault(tx, administrators, account, input.role);
    if (fault !== null) return fail(fault);
    const keep = account.id === tx.actor.id ? ne(sessions.id, tx.actor.sessionId) : undefined;
    return ok(await applyRole(tx, account, input.role, "administrator", keep));
  });
}
