import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { refusal } from "#lib/access/refusal.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { unlock } from "../throttle.ts";
import type { OnePerson } from "./schema.ts";

/** Lets a person try again at once who has to wait after failed sign-ins. */
export function unlockPerson(ctx: Ctx, { accountId }: OnePerson) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "person.unlock", {}, accountId);
    if (denied) return fail(denied);
    const [account] = await tx.db
      .select({ id: accounts.id, emailIndex: accounts.emailIndex })
      .from(accounts)
      .where(eq(accounts.id, accountId));
    if (account === undefined) return fail("person-not-found");
    await unlock(tx.db, account);
    await emit(tx, "account.unlocked", { accountId });
    return ok(null);
  });
}
