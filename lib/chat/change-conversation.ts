import { count, eq } from "drizzle-orm";
import { conversations, messages } from "#db/schema/chat.ts";
import { refusal } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { liveReplies } from "./live-replies.ts";
import { type Conversation, findConversation, findLeaf } from "./queries.ts";
import type {
  ArchiveConversation,
  ChooseBranch,
  OneConversation,
  PinConversation,
  RenameConversation,
} from "./schema.ts";
import { stopLiveReply } from "./write-reply.ts";

type Change = Partial<typeof conversations.$inferInsert>;

/** Finds one's own conversation, and changes it as `how` says. Someone else's answers like a missing one. */
function change(
  ctx: PersonCtx,
  conversationId: string,
  how: (tx: PersonCtx, conversation: Conversation) => Promise<Change | null>,
) {
  return inTransaction(ctx, async (tx) => {
    const conversation = await findConversation(tx.db, conversationId);
    if (conversation === null || (await refusal(tx, "conversation.write", conversation, conversationId)))
      return fail("conversation-not-found");
    const values = await how(tx, conversation);
    if (values === null) return fail("conversation-not-found");
    await tx.db.update(conversations).set(values).where(eq(conversations.id, conversationId));
    return ok(null);
  });
}

export function renameConversation(ctx: PersonCtx, input: RenameConversation) {
  return change(ctx, input.conversationId, async (tx, { id, ownerId }) => ({
    title: (await accountBox(tx.db, ownerId)).seal("conversations.title", id, input.title),
  }));
}

export function pinConversation(ctx: PersonCtx, input: PinConversation) {
  return change(ctx, input.conversationId, async (tx) => ({ pinnedAt: input.pinned ? tx.now : null }));
}

export function archiveConversation(ctx: PersonCtx, input: ArchiveConversation) {
  return change(ctx, input.conversationId, async (tx) => ({
    archivedAt: input.archived ? tx.now : null,
    pinnedAt: null,
  }));
}

/** Shows the branch that goes through a message, to its newest end. */
export function chooseBranch(ctx: PersonCtx, input: ChooseBranch) {
  return change(ctx, input.conversationId, async (tx) => {
    const leafId = await findLeaf(tx.db, input.conversationId, input.messageId);
    return leafId === null ? null : { leafId };
  });
}

/** Deletes a conversation and every message in it, at once and for good. */
export async function deleteConversation(ctx: PersonCtx, input: OneConversation) {
  const deleted = await inTransaction(ctx, async (tx) => {
    const conversation = await findConversation(tx.db, input.conversationId);
    if (conversation === null || (await refusal(tx, "conversation.delete", conversation, input.conversationId)))
      return fail("conversation-not-found");
    const [{ total } = { total: 0 }] = await tx.db
      .select({ total: count() })
      .from(messages)
      .where(eq(messages.conversationId, conversation.id));
    await tx.db.delete(conversations).where(eq(conversations.id, conversation.id));
    await emit(tx, "conversation.deleted", { conversationId: conversation.id, messages: total });
    return ok(null);
  });
  if (deleted.ok)
    for (const live of liveReplies())
      if (live.start.conversationId === input.conversationId) stopLiveReply(live, "person");
  return deleted;
}
