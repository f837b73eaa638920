import { and, eq, inArray, sql } from "drizzle-orm";
import { conversations } from "#db/schema/chat.ts";
import { conversationDocuments, documents } from "#db/schema/documents.ts";
import { type Label, labels, stricter } from "#lib/access/labels.ts";
import { refusal } from "#lib/access/refusal.ts";
import { findConversation } from "#lib/chat/queries.ts";
import { type HolderCtx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import type { AttachDocuments, DetachDocument } from "./schema.ts";

/** Chooses documents that ground a conversation from its next message on. */
export function attachDocuments(ctx: HolderCtx, { conversationId, documentIds }: AttachDocuments) {
  return inTransaction(ctx, async (tx) => {
    if (!(await mayAttachTo(tx, conversationId))) return fail("conversation-not-found");
    await attachWithin(tx, conversationId, documentIds);
    return ok(null);
  });
}

/** From its next message on a conversation does without a document. Its label stays: what was said may stem from it. */
export function detachDocument(ctx: HolderCtx, { conversationId, documentId }: DetachDocument) {
  return inTransaction(ctx, async (tx) => {
    if (!(await mayAttachTo(tx, conversationId))) return fail("conversation-not-found");
    await tx.db
      .delete(conversationDocuments)
      .where(
        and(eq(conversationDocuments.conversationId, conversationId), eq(conversationDocuments.documentId, documentId)),
      );
    return ok(null);
  });
}

/** Somebody else's conversation answers exactly like a missing one. */
export async function mayAttachTo(ctx: HolderCtx, conversationId: string): Promise<boolean> {
  const conversation = await findConversation(ctx.db, conversationId);
  return conversation !== null && !(await refusal(ctx, "conversation.write", conversation, conversationId));
}

/**
 * Attaches documents of the actor to a conversation that {@link mayAttachTo} allowed; ids that are not theirs are passed
 * over. The conversation takes the strictest label of what is in it.
 */
export async function attachWithin(ctx: HolderCtx, conversationId: string, ids: readonly string[]): Promise<void> {
  const mine = await ctx.db
    .select({ id: documents.id, label: documents.label })
    .from(documents)
    .where(and(inArray(documents.id, [...ids]), eq(documents.ownerId, ctx.actor.id)));
  if (mine.length === 0) return;
  const rows = mine.map(({ id }) => ({ conversationId, documentId: id, addedAt: ctx.now }));
  await ctx.db.insert(conversationDocuments).values(rows).onConflictDoNothing();
  await raiseLabel(ctx, conversationId, mine.map(({ label }) => label).reduce(stricter));
}

/** Raises the label of a conversation that stands below it; never lowers one. */
export async function raiseLabel(ctx: HolderCtx, conversationId: string, label: Label): Promise<void> {
  const below = labels.slice(0, labels.indexOf(label));
  if (below.length === 0) return;
  const raised = await ctx.db
    .update(conversations)
    .set({ label })
    .where(and(eq(conversations.id, conversationId), inArray(conversations.label, below)))
    .returning({ id: conversations.id });
  if (raised.length > 0) await emit(ctx, "conversation.labelled", { conversationId, label });
}

/** After a document got a stricter label: every conversation that it grounds takes it over. */
export async function raiseLabelsOf(ctx: HolderCtx, documentId: string, label: Label): Promise<void> {
  const used = await ctx.db
    .select({ id: conversationDocuments.conversationId })
    .from(conversationDocuments)
    .where(eq(conversationDocuments.documentId, documentId))
    .orderBy(sql`1`);
  for (const { id } of used) await raiseLabel(ctx, id, label);
}
