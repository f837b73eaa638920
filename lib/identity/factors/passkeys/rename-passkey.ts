import { and, eq } from "drizzle-orm";
import { passkeys } from "#db/schema/factors.ts";
import { refusal } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import type { RenamePasskey } from "./schema.ts";

/** Somebody else's passkey looks like one that does not exist. */
export function renamePasskey(ctx: PersonCtx, input: RenamePasskey) {
  return inTransaction(ctx, async (tx) => {
    const accountId = tx.actor.id;
    const denied = await refusal(tx, "account.change", { ownerId: accountId });
    if (denied) return fail(denied);
    const box = await accountBox(tx.db, accountId);
    const renamed = await tx.db
      .update(passkeys)
      .set({ name: box.seal("passkeys.name", input.passkeyId, input.name) })
      .where(and(eq(passkeys.id, input.passkeyId), eq(passkeys.accountId, accountId)))
      .returning({ id: passkeys.id });
    return renamed.length === 1 ? ok(null) : fail("passkey-not-found");
  });
}
