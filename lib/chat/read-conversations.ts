import { refusalOfOwn } from "#lib/access/refusal.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { listConversations, listMessages, readConversation } from "./queries.ts";
import type { ListConversations, OneConversation, ReadMessages } from "./schema.ts";

// Reading what is one's own. The queries take the owner, so that somebody else's looks like what does not exist.

export async function readConversations(ctx: HolderCtx, page: ListConversations) {
  const denied = await refusalOfOwn(ctx, "conversation.read");
  return denied ? fail(denied) : ok(await listConversations(ctx.db, ctx.actor.id, page));
}

export async function readOneConversation(ctx: HolderCtx, { conversationId }: OneConversation) {
  const denied = await refusalOfOwn(ctx, "conversation.read");
  if (denied) return fail(denied);
  const conversation = await readConversation(ctx.db, { conversationId, ownerId: ctx.actor.id });
  return conversation === null ? fail("conversation-not-found") : ok(conversation);
}

/** A window of the shown branch: its end, or what precedes `before`. */
export async function readMessages(ctx: HolderCtx, { conversationId, before }: ReadMessages) {
  const denied = await refusalOfOwn(ctx, "conversation.read");
  if (denied) return fail(denied);
  const window = await listMessages(ctx.db, { conversationId, ownerId: ctx.actor.id, before });
  return window === null ? fail("conversation-not-found") : ok(window);
}
