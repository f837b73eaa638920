import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { proceed } from "../proceed.ts";
import { takeAccountLink } from "./take-account-link.ts";
import { confirmAddress } from "./verify-email.ts";

/** A link from a mail instead of a password. A first factor only: whoever has a second one is asked for it. */
export async function signInWithLink(ctx: Ctx, linkId: string, deviceToken: string | null = null) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  return inTransaction(ctx, async (tx) => {
    const taken = await takeAccountLink(tx, linkId, "sign-in");
    if (!taken.ok) return taken;
    await confirmAddress(tx, taken.value.account.id);
    return proceed(tx, taken.value.account.id, { method: "mail-link", deviceToken });
  });
}
