import { and, eq, gt, sql } from "drizzle-orm";
import { securityEvents } from "#db/schema/events.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { refusal } from "./refusal.ts";

/** Reading one thing again within this time is the same look. Milliseconds. */
const ONE_LOOK = 10 * 60_000;

type Looked = { ownerId: string; conversationId: string | null };

/** Asked before anything of somebody else's is read: the list of conversations (null), or one of them. Leaves an event. */
export async function lookThroughGlass(ctx: PersonCtx, { ownerId, conversationId }: Looked) {
  const denied = await refusal(ctx, "conversation.read", { ownerId }, conversationId ?? ownerId);
  if (denied) return fail("conversation-not-found");
  if (ownerId === ctx.actor.id || (await hasJustLooked(ctx, { ownerId, conversationId }))) return ok(null);
  await emit(ctx, "glass.used", { ownerId, conversationId });
  return ok(null);
}

async function hasJustLooked(ctx: PersonCtx, looked: Looked): Promise<boolean> {
  const [before] = await ctx.db
    .select({ id: securityEvents.id })
    .from(securityEvents)
    .where(
      and(
        ...[eq(securityEvents.actorId, ctx.actor.id), eq(securityEvents.name, "glass.used")],
        gt(securityEvents.at, new Date(ctx.now.getTime() - ONE_LOOK)),
        sql`${securityEvents.data} @> ${JSON.stringify(looked)}::jsonb`,
      ),
    )
    .limit(1);
  return before !== undefined;
}
