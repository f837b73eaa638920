import { and, eq } from "drizzle-orm";
import { passkeys } from "#db/schema/factors.ts";
import { refusal } from "#lib/access/refusal.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { tell } from "../../tell.ts";
import { dropLoneCodes, mayLose } from "../last-factor.ts";
import { endOtherSessions } from "../other-sessions.ts";
import type { RemovePasskey } from "./schema.ts";

/** The passkey is known no more; whoever is signed in elsewhere has to sign in again. */
export function removePasskey(ctx: PersonCtx, input: RemovePasskey) {
  return inTransaction(ctx, async (tx) => {
    const accountId = tx.actor.id;
    const denied = await refusal(tx, "factor.change", { ownerId: accountId });
    if (denied) return fail(denied);
    const mayGo = await mayLose(tx, accountId, "passkey");
    const mine = and(eq(passkeys.id, input.passkeyId), eq(passkeys.accountId, accountId));
    const known = await tx.db.select({ id: passkeys.id }).from(passkeys).where(mine);
    if (known.length === 0) return fail("passkey-not-found");
    if (!mayGo) return fail("factor-needed");
    await tx.db.delete(passkeys).where(mine);
    await emit(tx, "factor.removed", { accountId, factor: "passkey", by: "owner" });
    await tell(tx, accountId, "removed-factor", { factor: "passkey" });
    await dropLoneCodes(tx, accountId, "owner");
    await endOtherSessions(tx, accountId);
    return ok(null);
  });
}
