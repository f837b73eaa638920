import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { proceed } from "../../proceed.ts";
import type { Ceremony } from "./ceremony.ts";
import { judgeShownPasskey } from "./judge-shown-passkey.ts";

/** A passkey as the only thing that is shown. Of a suspended account it looks like one that nobody has. */
export async function signInWithPasskey(
  ctx: Ctx,
  ceremony: Ceremony | undefined,
  answer: unknown,
  deviceToken: string | null = null,
) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  return inTransaction(ctx, async (tx) => {
    const shown = await judgeShownPasskey(tx, ceremony, answer, null);
    if (!shown.ok) return shown;
    const { accountId } = shown.value;
    const outcome = await proceed(tx, accountId, { method: "passkey", secondFactor: "passkey", deviceToken });
    return outcome.ok ? outcome : fail("passkey-unknown");
  });
}
