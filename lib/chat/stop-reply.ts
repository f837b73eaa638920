import { eq } from "drizzle-orm";
import { messages } from "#db/schema/chat.ts";
import { refusal } from "#lib/access/refusal.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { findLiveReply } from "./live-replies.ts";
import { findConversation, findStreamingReply } from "./queries.ts";
import type { OneConversation } from "./schema.ts";
import { stopLiveReply } from "./write-reply.ts";

/** Stops the reply that is being written; what came stays. Nothing to stop is fine too: it has just ended. */
export async function stopReply(ctx: HolderCtx, input: OneConversation) {
  const conversation = await findConversation(ctx.db, input.conversationId);
  if (conversation === null) return fail("conversation-not-found");
  if (await refusal(ctx, "conversation.write", conversation, conversation.id)) return fail("conversation-not-found");
  const row = await findStreamingReply(ctx.db, { conversationId: conversation.id, ownerId: conversation.ownerId });
  if (row === null) return ok(null);
  const live = findLiveReply(row.id);
  if (live !== null) stopLiveReply(live, "person");
  // Another process writes it and reads this with its next sign of life.
  else await ctx.db.update(messages).set({ stopRequestedAt: ctx.now }).where(eq(messages.id, row.id));
  return ok(null);
}
