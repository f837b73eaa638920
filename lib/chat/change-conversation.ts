import { count, eq } from "drizzle-orm";
import { conversations, messages } from "#db/schema/chat.ts";
import { refusal, refusalOfOwn } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { type HolderCtx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { liveReplies } from "./live-replies.ts";
import { type Conversation, findConversation, findLeaf } from "./queries.ts";
import type {
  ArchiveConversation,
  ChooseBranch,
  EditConversation,
  OneConversation,
  PinConversation,
  RenameConversation,
} from "./schema.ts";
import { stopLiveReply } from "./write-reply.ts";

type Change = Partial<typeof conversations.$inferInsert>;

/** Finds one's own conversation, and changes it as `how` says. Someone else's answers like a missing one. */
function change(
  ctx: HolderCtx,
  conversationId: string,
  how: (tx: HolderCtx, conversation: Conversation) => Promise<Change | null>,
) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusalOfOwn(tx, "conversation.write");
    if (denied) return fail(denied);
    const conversation = await findConversation(tx.db, conversationId);
    if (conversation === null || (await refusal(tx, "conversation.write", conversation, conversationId)))
      return fail("conversation-not-found");
    const values = await how(tx, conversation);
    if (values === null) return fail("conversation-not-found");
    await tx.db.update(conversations).set(values).where(eq(conversations.id, conversationId));
    return ok(null);
  });
}

export function renameConversation(ctx: HolderCtx, input: RenameConversation) {
  return change(ctx, input.conversationId, async (tx, { id, ownerId }) => ({
    title: (await accountBox(tx.db, ownerId)).seal("conversations.title", id, input.title),
  }));
}

export function pinConversation(ctx: HolderCtx, input: PinConversation) {
  return change(ctx, input.conversationId, async (tx) => ({ pinnedAt: input.pinned ? tx.now : null }));
}

export function archiveConversation(ctx: HolderCtx, input: ArchiveConversation) {
  return change(ctx, input.conversationId, async (tx) => ({
    archivedAt: input.archived ? tx.now : null,
    pinnedAt: null,
  }));
}

/** Changes whatever is named, at once. What is put away is not pinned. */
export function editConversation(ctx: HolderCtx, { conversationId, title, pinned, archived }: EditConversation) {
  return change(ctx, conversationId, async (tx, { id, ownerId, pinnedAt }) => ({
    ...(title !== undefined && { title: (await accountBox(tx.db, ownerId)).seal("conversations.title", id, title) }),
    ...(archived !== undefined && { archivedAt: archived ? tx.now : null }),
    pinnedAt: archived === true ? null : pinned === undefined ? pinnedAt : pinned ? tx.now : null,
  }));
}

/** Shows the branch that goes through a message, to its newest end. */
export function chooseBranch(ctx: HolderCtx, input: ChooseBranch) {
  return change(ctx, input.conversationId, async (tx) => {
    const leafId = await findLeaf(tx.db, input.conversationId, input.messageId);
    return leafId === null ? null : { leafId };
  });
}

/** Deletes a conversation and every message in it, at once and for good. */
export async function deleteConversation(ctx: HolderCtx, input: OneConversation) {
  const deleted = await inTransaction(ctx, async (tx) => {
    const denied = await refusalOfOwn(tx, "conversation.delete");
    if (denied) return fail(denied);
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
