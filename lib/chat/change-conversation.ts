import { and, count, eq, isNotNull, ne } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { conversations, messages } from "#db/schema/chat.ts";
import { refusal, refusalOfOwn } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { mostPinned } from "#lib/limits/table.ts";
import { type HolderCtx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { liveReplies } from "./live-replies.ts";
import { type Conversation, findConversation, findLeaf } from "./queries.ts";
import type { ChooseBranch, EditConversation, OneConversation } from "./schema.ts";
import { stopLiveReply } from "./write-reply.ts";

type Change = Partial<typeof conversations.$inferInsert>;

/** Finds one's own conversation, and changes it as `how` says. Someone else's answers like a missing one. */
function change<E extends string>(
  ctx: HolderCtx,
  conversationId: string,
  how: (tx: HolderCtx, conversation: Conversation) => Promise<Result<Change, E>>,
) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusalOfOwn(tx, "conversation.write");
    if (denied) return fail(denied);
    const conversation = await findConversation(tx.db, conversationId);
    if (conversation === null || (await refusal(tx, "conversation.write", conversation, conversationId)))
      return fail("conversation-not-found");
    const values = await how(tx, conversation);
    if (!values.ok) return values;
    await tx.db.update(conversations).set(values.value).where(eq(conversations.id, conversationId));
    return ok(null);
  });
}

/** Renames, pins, archives: whatever is named, at once. What is put away is not pinned. */
export function editConversation(ctx: HolderCtx, { conversationId, title, archived, ...given }: EditConversation) {
  return change(ctx, conversationId, async (tx, { id, ownerId }) => {
    const pinned = archived === true ? false : given.pinned;
    if (pinned === true && (await hasPinnedMost(tx, ownerId, id))) return fail("too-many-pins");
    return ok({
      ...(title !== undefined && { title: (await accountBox(tx.db, ownerId)).seal("conversations.title", id, title) }),
      ...(archived !== undefined && { archivedAt: archived ? tx.now : null }),
      ...(pinned !== undefined && { pinnedAt: pinned ? tx.now : null }),
    });
  });
}

/** Beside the conversation `except`. */
async function hasPinnedMost({ db }: HolderCtx, ownerId: string, except: string): Promise<boolean> {
  // Of two who pin at once, the second counts what the first has pinned.
  await db.select({ id: accounts.id }).from(accounts).where(eq(accounts.id, ownerId)).for("no key update");
  const pinned = and(eq(conversations.ownerId, ownerId), isNotNull(conversations.pinnedAt));
  const [row] = await db
    .select({ total: count() })
    .from(conversations)
    .where(and(pinned, ne(conversations.id, except)));
  return (row?.total ?? 0) >= mostPinned;
}

/** Shows the branch that goes through a message, to its newest end. */
export function chooseBranch(ctx: HolderCtx, input: ChooseBranch) {
  return change(ctx, input.conversationId, async (tx) => {
    const leafId = await findLeaf(tx.db, input.conversationId, input.messageId);
    return leafId === null ? fail("conversation-not-found") : ok({ leafId });
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
