import type { Ctx } from "#lib/platform/context.ts";
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
