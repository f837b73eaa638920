import { and, eq, isNull } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { refusal } from "#lib/access/refusal.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { queueMail } from "#lib/mail/queue-mail.ts";
import { type Ctx, inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { resetRequests } from "../numbers.ts";
import { readProfile } from "../queries.ts";
import { takeSlot } from "../take-slot.ts";
import { issueAccountLink } from "./issue-account-link.ts";
import { takeAccountLink } from "./take-account-link.ts";

/** Mails the link with which the owner confirms their address. Runs inside the caller's transaction. */
export async function mailVerification(tx: Ctx, accountId: string): Promise<void> {
  const { email, language } = await readProfile(tx.db, accountId);
  const link = await issueAccountLink(tx, accountId, "verify-email", email);
  await queueMail(tx, { kind: "verify-email", accountId, to: email, language, values: { link } });
}

/** The owner wants that mail once more. */
export function sendVerification(ctx: PersonCtx) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "account.change", { ownerId: tx.actor.id });
    if (denied) return fail(denied);
    if ((await readProfile(tx.db, tx.actor.id)).emailVerifiedAt !== null) return ok(null);
    const { perAccount, window } = resetRequests;
    if (!(await takeSlot(tx, `verify-email|${tx.actor.id}`, perAccount, window))) return fail("too-many-links");
    await mailVerification(tx, tx.actor.id);
    return ok(null);
  });
}

/** Whoever has the link reads the mails of that address. */
export async function verifyEmail(ctx: Ctx, linkId: string) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  return inTransaction(ctx, async (tx) => {
    const taken = await takeAccountLink(tx, linkId, "verify-email");
    if (!taken.ok) return taken;
    await confirmAddress(tx, taken.value.account.id);
    return ok(null);
  });
}

/** Notes that a link sent to the account's address came back. A change of the address drops the links sent before it. */
export async function confirmAddress(tx: Ctx, accountId: string): Promise<void> {
  const confirmed = await tx.db
    .update(accounts)
    .set({ emailVerifiedAt: tx.now })
    .where(and(eq(accounts.id, accountId), isNull(accounts.emailVerifiedAt)))
    .returning({ id: accounts.id });
  if (confirmed.length > 0) await emit(tx, "account.email-verified", { accountId });
}
