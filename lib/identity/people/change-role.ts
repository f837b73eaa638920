import { ne } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { roleFault } from "./administrators.ts";
import { applyRole } from "./apply-change.ts";
import { overPerson } from "./as-administrator.ts";
import type { ChangeRole } from "./schema.ts";

/** Gives a person another role. Their sessions end, because each role has its own; of oneself all but this one. */
export function changeRole(ctx: PersonCtx, { accountId, role }: ChangeRole) {
  return overPerson(ctx, "person.change-role", accountId, async (tx, account, administrators) => {
    if (account.role === role) return fail("same-role");
    const fault = roleFault(tx, administrators, account, role);
    if (fault !== null) return fail(fault);
    const keep = accountId === tx.actor.id ? ne(sessions.id, tx.actor.sessionId) : undefined;
    return ok(await applyRole(tx, account, role, "administrator", keep));
  });
}
