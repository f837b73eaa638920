import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { refusal } from "#lib/access/refusal.ts";
import { accountBox, blindIndex } from "#lib/crypto/data-keys.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { type Ctx, inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { resetRequests } from "../numbers.ts";
import { findAccountId, readProfile } from "../queries.ts";
import type { ChangeEmail } from "../schema.ts";
import { takeSlot } from "../take-slot.ts";
import { tell } from "../tell.ts";
import { dropUnusedLinks, issueAccountLink } from "./issue-account-link.ts";
import { takeAccountLink } from "./take-account-link.ts";

/**
 * Sends a link to the address that the account is to have, and a notice to the one it has. Nothing changes before the link
 * is used. An address that somebody else has is treated alike: only who reads its mails learns that it is taken.
 */
export async function requestEmailChange(ctx: PersonCtx, input: ChangeEmail) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  return inTransaction(ctx, async (tx) => {
    const accountId = tx.actor.id;
    const denied = await refusal(tx, "email.change", { ownerId: accountId });
    if (denied) return fail(denied);
    const { email, language } = await readProfile(tx.db, accountId);
    if (email === input.email) return fail("email-same");
    const { perAccount, window } = resetRequests;
    if (!(await takeSlot(tx, `change-email|${accountId}`, perAccount, window))) return fail("too-many-links");
    const link = await issueAccountLink(tx, accountId, "change-email", input.email);
    await queueMail(tx, { kind: "change-email", accountId, to: input.email, language, values: { link } });
    await tell(tx, accountId, "email-change-asked", {});
    return ok(null);
  });
}

/** The new address holds, and the old one opens nothing any more: links that were sent there stop working. */
export async function changeEmail(ctx: Ctx, linkId: string) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  return inTransaction(ctx, async (tx) => {
    const taken = await takeAccountLink(tx, linkId, "change-email");
    if (!taken.ok) return taken;
    const { account, email } = taken.value;
    if (account.state === "suspended") return fail("link-unknown");
    if ((await findAccountId(tx.db, email)) !== null) return fail("email-taken");
    const { email: before } = await readProfile(tx.db, account.id);
    const sealed = (await accountBox(tx.db, account.id)).seal("accounts.email", account.id, email);
    const emailIndex = await blindIndex(tx.db, "account.email", email);
    if (!(await moveAddress(tx, account.id, { email: sealed, emailIndex }))) return fail("email-taken");
    await dropUnusedLinks(tx, account.id, ["verify-email", "reset-password", "sign-in"]);
    await emit(tx, "account.email-changed", { accountId: account.id });
    await tell(tx, account.id, "email-changed", {}, before);
    await tell(tx, account.id, "email-changed", {});
    return ok(null);
  });
}

/** False when somebody took the address at this very moment. In a savepoint, so that the rest can go on. */
async function moveAddress(tx: Ctx, accountId: string, to: { email: Buffer; emailIndex: Buffer }): Promise<boolean> {
  try {
    await inTransaction(tx, (inner) =>
      inner.db
        .update(accounts)
        .set({ ...to, emailVerifiedAt: tx.now })
        .where(eq(accounts.id, accountId)),
    );
    return true;
  } catch (error) {
    if (isTaken(error)) return false;
    throw error;
  }
}

/** Postgres says "unique_violation". */
function isTaken(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return code === "23505" || cause?.code === "23505";
}
