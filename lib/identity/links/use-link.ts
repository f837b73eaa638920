import { eq } from "drizzle-orm";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import type { Language } from "#lib/i18n/languages.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { insertAccount, prepareAccount } from "../create-account.ts";
import { passwordRefusal } from "../password-policy.ts";
import { proceed } from "../proceed.ts";
import { anyAccount } from "../queries.ts";
import type { SignUp } from "../schema.ts";
import { mailVerification } from "./verify-email.ts";

/**
 * Makes the account that a link promises, and signs it in. Of any number who use one link at the same moment exactly
 * one succeeds: whoever holds the row's lock; the others wait for it and find the link used. `linkId` comes from a
 * sealed cookie, never from the form.
 */
export async function useLink(
  ctx: Ctx,
  linkId: string,
  input: SignUp,
  deviceToken: string | null = null,
  language: Language = "en",
) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const weak = await weakness(ctx, linkId, input);
  return inTransaction(ctx, async (tx) => {
    const [link] = await tx.db.select().from(oneTimeLinks).where(eq(oneTimeLinks.id, linkId)).for("update");
    // Links of an account that is there have doors of their own.
    if (link === undefined || (link.purpose !== "setup" && link.purpose !== "invitation")) return fail("link-unknown");
    if (link.expiresAt <= tx.now) return fail("link-expired");
    if (link.usedAt !== null || (link.purpose === "setup" && (await anyAccount(tx.db)))) {
      await emit(tx, "link.refused", { purpose: link.purpose, reason: "used" });
      return fail("link-used");
    }
    if (weak !== null) return fail(weak);
    const email = await emailOf(tx, link, input);
    const created = await insertAccount(
      tx,
      await prepareAccount({ ...input, email, role: link.role, by: link.purpose, language }),
    );
    if (!created.ok) return created;
    await mailVerification(tx, created.value.accountId);
    await tx.db.update(oneTimeLinks).set({ usedAt: tx.now }).where(eq(oneTimeLinks.id, linkId));
    return proceed(tx, created.value.accountId, { method: link.purpose, deviceToken });
  });
}

/** Judged before the transaction: the list of breached passwords may take its time to answer. */
async function weakness(ctx: Ctx, linkId: string, input: SignUp) {
  const [link] = await ctx.db.select().from(oneTimeLinks).where(eq(oneTimeLinks.id, linkId));
  // What is wrong with a link is told before what is wrong with a password; others than these make no account.
  if (link === undefined || link.usedAt !== null || link.expiresAt <= ctx.now) return null;
  if (link.purpose !== "setup" && link.purpose !== "invitation") return null;
  return passwordRefusal(input.password, { ...input, role: link.role, email: await emailOf(ctx, link, input) });
}

/** An invitation is for one address, whatever the form says. */
async function emailOf({ db }: Ctx, link: typeof oneTimeLinks.$inferSelect, input: SignUp): Promise<string> {
  return link.email === null ? input.email : (await systemBox(db)).open("one_time_links.email", link.id, link.email);
}
