import { settings } from "#db/schema/instance.ts";
import { refusal } from "#lib/access/refusal.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { refreshSettings } from "./queries.ts";
import type { ChangeSetting } from "./schema.ts";

/** Changes one setting of the instance; other processes follow within two seconds. */
export async function changeSetting(ctx: Ctx, input: ChangeSetting) {
  const changed = await inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "setting.change", {}, input.key);
    if (denied) return fail(denied);
    const row = { value: input.value, changedBy: tx.actor.kind === "person" ? tx.actor.id : null, changedAt: tx.now };
    await tx.db
      .insert(settings)
      .values({ key: input.key, ...row })
      .onConflictDoUpdate({ target: settings.key, set: row });
    await emit(tx, "setting.changed", { key: input.key });
    return ok(null);
  });
  await refreshSettings(ctx.db);
  return changed;
}
