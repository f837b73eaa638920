import type { Language } from "#lib/i18n/languages.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { insertAccount, prepareAccount } from "./create-account.ts";
import { mailVerification } from "./links/verify-email.ts";
import { passwordRefusal } from "./password-policy.ts";
import { proceed } from "./proceed.ts";
import type { SignUp } from "./schema.ts";

/** An account for oneself, where the instance is open to everybody. */
export async function signUp(ctx: Ctx, input: SignUp, deviceToken: string | null = null, language: Language = "en") {
  if ((await readSettings(ctx.db)).signUp !== "open") return fail("sign-up-closed");
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const refused = await passwordRefusal(input.password, { role: "user", name: input.name, email: input.email });
  if (refused !== null) return fail(refused);
  const account = await prepareAccount({ ...input, role: "user", by: "sign-up", language });
  return inTransaction(ctx, async (tx) => {
    const created = await insertAccount(tx, account);
    if (!created.ok) return created;
    await mailVerification(tx, created.value.accountId);
    return proceed(tx, created.value.accountId, { method: "password", deviceToken });
  });
}
