import { eq } from "drizzle-orm";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { insertAccount, prepareAccount } from "../create-account.ts";
import { proceed } from "../proceed.ts";
import { anyAccount } from "../queries.ts";
import { passwordFits, type SignUp } from "../schema.ts";

/**
 * Makes the account that a link promises, and signs it in. Of any number who use one link at the same moment exactly
 * one succeeds: whoever holds the row's lock; the others wait for it and find the link used. `linkId` comes from a
 * sealed cookie, never from the form.
 */
export async function useLink(ctx: Ctx, linkId: string, input: SignUp, deviceToken: string | null = null) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  return inTransaction(ctx, async (tx) => {
    const [link] = await tx.db.select().from(oneTimeLinks).where(eq(oneTimeLinks.id, linkId)).for("update");
    // Links of an account that is there have doors of their own.
    if (link === undefined || (link.purpose !== "setup" && link.purpose !== "invitation")) return fail("link-unknown");
    if (link.expiresAt <= tx.now) return fail("link-expired");
    if (link.usedAt !== null || (link.purpose === "setup" && (await anyAccount(tx.db)))) {
      await emit(tx, "link.refused", { purpose: link.purpose, reason: "used" });
      return fail("link-used");
    }
    if (!passwordFits(input.password, link.role)) return fail("password-length");
    const email =
      link.email === null ? input.email : (await systemBox(tx.db)).open("one_time_links.email", linkId, link.email);
    const created = await insertAccount(
      tx,
      await prepareAccount({ ...input, email, role: link.role, by: link.purpose }),
    );
    if (!created.ok) return created;
    await tx.db.update(oneTimeLinks).set({ usedAt: tx.now }).where(eq(oneTimeLinks.id, linkId));
    return proceed(tx, created.value.accountId, { method: link.purpose, deviceToken });
  });
}
