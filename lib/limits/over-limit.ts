import type { Ctx } from "#lib/platform/context.ts";
import { log } from "#lib/platform/log.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { addressKey } from "./address-key.ts";
import type { Allowed, Refused } from "./limiter.ts";
import { limiter } from "./process-limiter.ts";
import type { Bucket } from "./table.ts";

/**
 * Takes one from the bucket of the account, else of the address. The first refusal of a burst is an event; the later ones
 * are counted into the next.
 */
export async function takeFrom(ctx: Ctx, bucket: Bucket): Promise<Allowed | Refused> {
  const taken = await limiter().take(bucket, keyOf(ctx));
  if (!taken.allowed && taken.firstOfBurst)
    await emit(ctx, "limit.exceeded", { bucket, limit: taken.limit, count: taken.burstCount });
  return taken;
}

/** {@link takeFrom} for those who need only the refusal; `null` means go ahead. */
export async function overLimit(ctx: Ctx, bucket: Bucket): Promise<Refused | null> {
  const taken = await takeFrom(ctx, bucket);
  return taken.allowed ? null : taken;
}

function keyOf(ctx: Ctx): string {
  return ctx.actor.kind === "person" || ctx.actor.kind === "token"
    ? `account:${ctx.actor.id}`
    : `address:${addressKey(ctx.address ?? "unknown")}`;
}

/** Refusals after the first of a burst that is over, so that every one of them is in some event. */
export async function reportBursts(): Promise<void> {
  try {
    for (const { bucket, key, count } of limiter().drainBursts()) {
      const [kind, who = ""] = key.split(/:(.*)/s);
      const ctx = { ...systemCtx({ kind: "system", job: "limits" }), address: kind === "address" ? who : null };
      await emit(ctx, "limit.exceeded", { bucket, limit: null, count });
    }
  } catch (error) {
    log().error({ err: error }, "refusals could not be counted into events");
  }
}
