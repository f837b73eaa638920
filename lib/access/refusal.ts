import type { Ctx, HolderCtx } from "#lib/platform/context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { type Denial, denial, type Permission, type ResourceOf } from "./policy.ts";

/** `null` means go ahead. A refusal is recorded before it is returned, so no caller can forget to. */
export async function refusal<P extends Permission>(
  ctx: Ctx,
  permission: P,
  resource: ResourceOf<P>,
  resourceId: string | null = null,
): Promise<Denial | null> {
  const reason = denial(ctx.actor, permission, resource, ctx.now);
  if (reason !== null) await emit(ctx, "access.denied", { permission, reason, resourceId });
  return reason;
}

/**
 * {@link refusal} about what is the holder's own. Asked before anything is looked up, so that a token without the scope
 * gets one answer whether or not the thing exists.
 */
export function refusalOfOwn<P extends Permission>(
  ctx: HolderCtx,
  permission: P & (ResourceOf<P> extends { ownerId: string } ? P : never),
): Promise<Denial | null> {
  return refusal(ctx, permission, { ownerId: ctx.actor.id } as ResourceOf<P>);
}
