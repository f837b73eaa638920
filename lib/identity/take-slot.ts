import { lte } from "drizzle-orm";
import { throttles } from "#db/schema/sessions.ts";
import { blindIndex } from "#lib/crypto/data-keys.ts";
import type { Ctx } from "#lib/platform/context.ts";

/**
 * Whether `what` may happen once more: at most `most` times within any `window` milliseconds. Each of the slots is a row
 * that is free again when the window is over, so that parallel tries count exactly, and no hour's end lets in twice as many.
 */
export async function takeSlot(ctx: Ctx, what: string, most: number, window: number): Promise<boolean> {
  const free = new Date(ctx.now.getTime() - window);
  for (let slot = 0; slot < most; slot += 1) {
    const key = await blindIndex(ctx.db, "throttle", `slot|${what}|${slot}`);
    const [taken] = await ctx.db
      .insert(throttles)
      .values({ key, failures: 1, since: ctx.now })
      .onConflictDoUpdate({ target: throttles.key, set: { since: ctx.now }, setWhere: lte(throttles.since, free) })
      .returning({ key: throttles.key });
    if (taken !== undefined) return true;
  }
  return false;
}
