import { and, eq, gt, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { breakGlass as glasses } from "#db/schema/access.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { BREAK_GLASS } from "#lib/identity/numbers.ts";
import { overPerson } from "#lib/identity/people/as-administrator.ts";
import { tell } from "#lib/identity/tell.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { BreakGlass } from "./inputs.ts";

/** Leave to read one person's conversations for an hour, for a written reason. The person is told. */
export function breakGlass(ctx: PersonCtx, { ownerId, reason }: BreakGlass) {
  return overPerson(ctx, "glass.break", ownerId, async (tx) => {
    if (ownerId === tx.actor.id) return fail("not-yourself");
    const [broken] = await tx.db
      .select({ id: glasses.id })
      .from(glasses)
      .where(
        and(
          ...[eq(glasses.holderId, tx.actor.id), eq(glasses.ownerId, ownerId)],
          ...[isNull(glasses.endedAt), gt(glasses.expiresAt, tx.now)],
        ),
      );
    if (broken !== undefined) return fail("glass-broken-already");
    const id = uuidv7();
    const expiresAt = new Date(tx.now.getTime() + BREAK_GLASS);
    await tx.db.insert(glasses).values({
      ...{ id, holderId: tx.actor.id, ownerId, createdAt: tx.now, expiresAt },
      reason: (await systemBox(tx.db)).seal("break_glass.reason", id, reason),
    });
    await emit(tx, "glass.broken", { glassId: id, ownerId, minutes: BREAK_GLASS / 60_000 });
    await tell(tx, ownerId, "glass-broken", { minutes: BREAK_GLASS / 60_000 });
    return ok({ glassId: id, expiresAt });
  });
}
