import { and, asc, eq, gte, lt, sql } from "drizzle-orm";
import { conversations, messages } from "#db/schema/chat.ts";
import { refusalOfOwn } from "#lib/access/refusal.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import type { ReadUsage } from "./schema.ts";

const DAY = 24 * 60 * 60_000;
/** Days shown when none are named, and at the most. */
const SHOWN = 30;
const MOST = 366;

/** One's own replies and their tokens, by day (UTC) and model. Replies whose model counted nothing have none. */
export async function readUsage(ctx: HolderCtx, input: ReadUsage) {
  const denied = await refusalOfOwn(ctx, "usage.read");
  if (denied) return fail(denied);
  const to = input.to ?? dayOf(ctx.now.getTime());
  const from = input.from ?? dayOf(Date.parse(to) - (SHOWN - 1) * DAY);
  if (from > to || Date.parse(to) - Date.parse(from) >= MOST * DAY) return fail("invalid-input");
  const day = sql<string>`to_char(${messages.createdAt} at time zone 'UTC', 'YYYY-MM-DD')`;
  const days = await ctx.db
    .select({
      day,
      modelId: sql<string>`coalesce(${messages.modelId}, '')`,
      replies: sql<number>`count(*)::int`,
      inputTokens: sql<number>`coalesce(sum(${messages.inputTokens}), 0)::float8`,
      outputTokens: sql<number>`coalesce(sum(${messages.outputTokens}), 0)::float8`,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(
      and(
        eq(conversations.ownerId, ctx.actor.id),
        eq(messages.author, "model"),
        gte(messages.createdAt, new Date(from)),
        lt(messages.createdAt, new Date(Date.parse(to) + DAY)),
      ),
    )
    .groupBy(day, messages.modelId)
    .orderBy(asc(day), asc(messages.modelId));
  return ok({ from, to, days });
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
