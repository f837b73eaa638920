import { eq } from "drizzle-orm";
import { accounts, sessions } from "#db/schema/accounts.ts";
import { blindIndex } from "#lib/crypto/data-keys.ts";
import { verifyPassword } from "#lib/crypto/password.ts";
import { overLimit } from "#lib/limits/over-limit.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { endSessionsOf } from "./end-sessions.ts";
import type { SignIn } from "./schema.ts";
import { startSession } from "./start-session.ts";

/** Password sign-in. A wrong address, a wrong password and a suspended account look and last the same. */
export async function signIn(ctx: Ctx, input: Omit<SignIn, "next">) {
  if (await overLimit(ctx, "login")) return fail("too-many-attempts");
  const emailIndex = await blindIndex(ctx.db, "account.email", input.email);
  const [account] = await ctx.db.select().from(accounts).where(eq(accounts.emailIndex, emailIndex));
  const right = await verifyPassword(account?.passwordHash ?? null, input.password);
  return inTransaction(ctx, async (tx) => {
    if (account === undefined || !right || account.state === "suspended") {
      const reason = right && account?.state === "suspended" ? "suspended" : "wrong-credentials";
      await emit(tx, "session.refused", { accountId: account?.id ?? null, reason });
      return fail("wrong-credentials");
    }
    // Whoever signs in once more, to show that it is them, goes on in the new session.
    if (tx.actor.kind === "person")
      await endSessionsOf(tx, tx.actor.id, "signed-out", eq(sessions.id, tx.actor.sessionId));
    return ok(await startSession(tx, account, "password"));
  });
}
