import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { insertAccount, prepareAccount } from "./create-account.ts";
import { proceed } from "./proceed.ts";
import { passwordFits, type SignUp } from "./schema.ts";

/** An account for oneself, where the instance is open to everybody. */
export async function signUp(ctx: Ctx, input: SignUp, deviceToken: string | null = null) {
  if ((await readSettings(ctx.db)).signUp !== "open") return fail("sign-up-closed");
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  if (!passwordFits(input.password, "user")) return fail("password-length");
  const account = await prepareAccount({ ...input, role: "user", by: "sign-up" });
  return inTransaction(ctx, async (tx) => {
    const created = await insertAccount(tx, account);
    if (!created.ok) return created;
    return proceed(tx, created.value.accountId, { method: "password", deviceToken });
  });
}
