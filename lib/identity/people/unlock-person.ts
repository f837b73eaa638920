import type { Ctx } from "#lib/platform/context.ts";
import { ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { unlock } from "../throttle.ts";
import { overPerson } from "./as-administrator.ts";
import type { OnePerson } from "./schema.ts";

/** Lets a person try again at once who has to wait after failed sign-ins. */
export function unlockPerson(ctx: Ctx, { accountId }: OnePerson) {
  return overPerson(ctx, "person.unlock", accountId, async (tx, account) => {
    await unlock(tx.db, account);
    await emit(tx, "account.unlocked", { accountId });
    return ok(null);
  });
}
