import { eq } from "drizzle-orm";
import { oneTimeLinks } from "#db/schema/sessions.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { hashPasswordIf } from "#lib/crypto/password.ts";
import type { Language } from "#lib/i18n/languages.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { insertAccount } from "../create-account.ts";
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
  const prepared = await prepare(ctx, linkId, input, language);
  if (!prepared.ok) return prepared;
  return inTransaction(ctx, async (tx) => {
    const [link] = await tx.db.select().from(oneTimeLinks).where(eq(oneTimeLinks.id, linkId)).for("update");
    const fault = await faultOf(tx, link);
    if (fault !== null || link === undefined || prepared.value === null) return refuse(tx, link, fault ?? "unknown");
    const created = await insertAccount(tx, prepared.value);
    if (!created.ok) return created;
    await mailVerification(tx, created.value.accountId);
    await tx.db.update(oneTimeLinks).set({ usedAt: tx.now }).where(eq(oneTimeLinks.id, linkId));
    return proceed(tx, created.value.accountId, { method: prepared.value.by, deviceToken });
  });
}

/**
 * Judges and hashes the password before the transaction: the list of breached ones may take its time to answer, and a
 * hash must not hold a connection. Null for a link that makes no account: what is wrong with it is told first.
 */
async function prepare(ctx: Ctx, linkId: string, input: SignUp, language: Language) {
  const find = async () => (await ctx.db.select().from(oneTimeLinks).where(eq(oneTimeLinks.id, linkId)))[0];
  const isGood = async (link: Link | undefined) => (await faultOf(ctx, link)) === null;
  const link = await find();
  if (link === undefined || !(await isGood(link))) return ok(null);
  const email = await emailOf(ctx, link, input);
  const weak = await passwordRefusal(input.password, { ...input, role: link.role, email });
  if (weak !== null) return fail(weak);
  // Of many who wait for their turn with one link, those that come after the first need no hash.
  const passwordHash = await hashPasswordIf(async () => isGood(await find()), input.password);
  const by = link.purpose === "setup" ? ("setup" as const) : ("invitation" as const);
  return ok(passwordHash === null ? null : { name: input.name, email, role: link.role, passwordHash, by, language });
}

type Link = typeof oneTimeLinks.$inferSelect;

/** Links of an account that is there have doors of their own: here they are unknown. */
async function faultOf(ctx: Ctx, link: Link | undefined): Promise<"unknown" | "used" | "expired" | null> {
  if (link === undefined || (link.purpose !== "setup" && link.purpose !== "invitation")) return "unknown";
  if (link.usedAt !== null) return "used";
  if (link.expiresAt <= ctx.now) return "expired";
  return link.purpose === "setup" && (await anyAccount(ctx.db)) ? "used" : null;
}

async function refuse(tx: Ctx, link: Link | undefined, reason: "unknown" | "used" | "expired") {
  await emit(tx, "link.refused", { purpose: link?.purpose ?? "invitation", reason });
  return fail(`link-${reason}` as const);
}

/** An invitation is for one address, whatever the form says. */
async function emailOf({ db }: Ctx, link: Link, input: SignUp): Promise<string> {
  return link.email === null ? input.email : (await systemBox(db)).open("one_time_links.email", link.id, link.email);
}
