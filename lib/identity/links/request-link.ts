import { blindIndex } from "#lib/crypto/data-keys.ts";
import { addressKey } from "#lib/limits/address-key.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type AskedLink, queueAskedLink } from "#lib/mail/queue-mail.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { resetRequests } from "../numbers.ts";
import { findAccountId } from "../queries.ts";
import { takeSlot } from "../take-slot.ts";

/**
 * Somebody who cannot get in asks for a link by mail. The answer is the same whether or not there is such an account, and
 * so is the work: the limits count what was typed, and the link is only made when the mail is.
 */
export async function requestLink(ctx: Ctx, { purpose, email }: AskedLink) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  return inTransaction(ctx, async (tx) => {
    const { perAddress, perAccount, window } = resetRequests;
    const address = addressKey(tx.address ?? "unknown");
    const who = (await blindIndex(tx.db, "account.email", email)).toString("base64");
    if (!(await takeSlot(tx, `${purpose}|address|${address}`, perAddress, window))) return fail("too-many-links");
    if (!(await takeSlot(tx, `${purpose}|account|${who}`, perAccount, window))) return fail("too-many-links");
    const accountId = await findAccountId(tx.db, email);
    if (purpose === "reset-password") await emit(tx, "account.reset-requested", { accountId });
    await queueAskedLink(tx, { purpose, email });
    return ok(null);
  });
}
