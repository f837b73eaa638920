import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { AccountLinkPurpose } from "./issue-account-link.ts";

type Account = typeof accounts.$inferSelect;
/** `email` is the address the link was sent to. */
export type TakenLink = { account: Account; email: string };
export type LinkFault = "link-unknown" | "link-used" | "link-expired";

/**
 * Uses up a link of an account: of any number who try at the same moment exactly one gets it. Runs inside the caller's
 * transaction, which waits for the account's row first, as everything does that makes or drops such links. `linkId` comes
 * from a sealed cookie, never from a form.
 */
export async function takeAccountLink(
  tx: Ctx,
  linkId: string,
  purpose: AccountLinkPurpose,
): Promise<Result<TakenLink, LinkFault>> {
  const refuse = async (reason: "unknown" | "used" | "expired") => {
    await emit(tx, "link.refused", { purpose, reason });
    return fail(`link-${reason}` as const);
  };
  const [found] = await tx.db
    .select({ accountId: oneTimeLinks.accountId, purpose: oneTimeLinks.purpose })
    .from(oneTimeLinks)
    .where(eq(oneTimeLinks.id, linkId));
  if (found === undefined || found.accountId === null || found.purpose !== purpose) return refuse("unknown");
  const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, found.accountId)).for("update");
  const [link] = await tx.db.select().from(oneTimeLinks).where(eq(oneTimeLinks.id, linkId)).for("update");
  if (account === undefined || link === undefined || link.email === null) return refuse("unknown");
  if (link.usedAt !== null) return refuse("used");
  if (link.expiresAt <= tx.now) return refuse("expired");
  await tx.db.update(oneTimeLinks).set({ usedAt: tx.now }).where(eq(oneTimeLinks.id, linkId));
  const email = (await accountBox(tx.db, account.id)).open("one_time_links.email", linkId, link.email);
  return ok({ account, email });
}
