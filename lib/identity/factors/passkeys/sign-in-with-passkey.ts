import { eq } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail } from "#lib/platform/result.ts";
import { proceed } from "../../proceed.ts";
import { endSessionsOf } from "../../sessions/end-sessions.ts";
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
    if (!outcome.ok) return fail("passkey-unknown");
    // Whoever signs in once more, to show that it is them, goes on in the new session.
    if (tx.actor.kind === "person")
      await endSessionsOf(tx, tx.actor.id, "signed-out", eq(sessions.id, tx.actor.sessionId));
    return outcome;
  });
}
