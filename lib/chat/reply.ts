import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { conversations, messages } from "#db/schema/chat.ts";
import { refusal } from "#lib/access/refusal.ts";
import type { Box } from "#lib/crypto/box.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { openModel } from "#lib/models/open-model.ts";
import { findModel } from "#lib/models/queries.ts";
import type { ModelConfig } from "#lib/models/stream.ts";
import { inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { type LiveReply, openLiveReply } from "./live-replies.ts";
import { buildPrompt, firstTurn, readTurns } from "./prompt.ts";
import { findConversation, findMessage } from "./queries.ts";
import type { RequestReply } from "./schema.ts";
import { titleFrom } from "./title.ts";
import { writeReply } from "./write-reply.ts";

export type ReplyRefusal = "conversation-not-found" | "model-not-found" | "signed-out";

/**
 * Stores the message and has a model answer it. The answer goes on when the returned reply is not read; when this
 * returns, the message is committed.
 */
export async function reply(
  ctx: PersonCtx,
  input: RequestReply,
  language: "en" | "de",
): Promise<Result<LiveReply, ReplyRefusal>> {
  const model = await findModel(ctx.db, input.modelId);
  if (model === null) return fail("model-not-found");
  const accepted = await inTransaction(ctx, (tx) => accept(tx, input, model));
  if (!accepted.ok) return accepted;

  const { conversationId, questionId, replyId, isFirst } = accepted.value;
  const live = openLiveReply({
    messageId: replyId,
    conversationId,
    parentId: questionId,
    modelId: model.id,
    ownerId: ctx.actor.id,
  });
  const box = await accountBox(ctx.db, ctx.actor.id);
  const scope = { conversationId, ownerId: ctx.actor.id, messageId: questionId };
  // The first message of a branch is all there is to tell; nothing need be read for it.
  const turns = () => (isFirst && input.kind === "send" ? firstTurn(input.text) : readTurns(ctx.db, scope));
  void writeReply(ctx, box, live, openModel(model), async () => buildPrompt(await turns(), model, language));
  return ok(live);
}

type Accepted = { conversationId: string; questionId: string; replyId: string; isFirst: boolean };

/** Everything that must stand before a model is asked, in one transaction. */
async function accept(tx: PersonCtx, input: RequestReply, model: ModelConfig): Promise<Result<Accepted, ReplyRefusal>> {
  const isNew = input.kind === "send" && input.conversationId === null;
  const place = isNew ? await newPlace(tx) : await findPlace(tx, input);
  if (!place.ok) return place;
  const { conversationId, parentId } = place.value;
  const box = await accountBox(tx.db, tx.actor.id);
  const questionId = input.kind === "send" ? uuidv7() : input.messageId;
  const replyId = uuidv7();

  // Sent one after the other without waiting in between: the connection keeps their order, and the first that fails
  // fails the transaction.
  const writes: Promise<unknown>[] = [];
  const at = { leafId: replyId, modelId: model.id, activeAt: tx.now };
  if (isNew) {
    const title = box.seal("conversations.title", conversationId, titleFrom(input.text));
    const row = { id: conversationId, ownerId: tx.actor.id, title, createdAt: tx.now, ...at };
    writes.push(tx.db.insert(conversations).values(row).execute());
    writes.push(emit(tx, "conversation.created", { conversationId }));
  } else {
    writes.push(tx.db.update(conversations).set(at).where(eq(conversations.id, conversationId)).execute());
  }
  const rows = [replyRow({ replyId, conversationId, questionId, modelId: model.id }, box, tx.now)];
  if (input.kind === "send") {
    rows.unshift(questionRow({ questionId, conversationId, parentId, text: input.text }, box, tx.now));
  }
  writes.push(tx.db.insert(messages).values(rows).execute());
  const characters = input.kind === "send" ? input.text.length : 0;
  const event = { conversationId, messageId: replyId, modelId: model.id, zone: model.zone, characters };
  writes.push(emit(tx, "reply.requested", event));
  await Promise.all(writes);
  return ok({ conversationId, questionId, replyId, isFirst: parentId === null });
}

type Row = typeof messages.$inferInsert;
type Question = { questionId: string; conversationId: string; parentId: string | null; text: string };
type Reply = { replyId: string; conversationId: string; questionId: string; modelId: string };

function questionRow({ questionId, conversationId, parentId, text }: Question, box: Box, now: Date): Row {
  const parts = box.seal("messages.parts", questionId, JSON.stringify([{ type: "text", text }]));
  return { id: questionId, conversationId, parentId, author: "person", parts, state: "complete", createdAt: now };
}

function replyRow({ replyId, conversationId, questionId, modelId }: Reply, box: Box, now: Date): Row {
  const parts = box.seal("messages.parts", replyId, "[]");
  const place = { id: replyId, conversationId, parentId: questionId, modelId };
  return { ...place, author: "model", parts, state: "streaming", createdAt: now, beatAt: now };
}

type Place = { conversationId: string; parentId: string | null };

async function newPlace(tx: PersonCtx): Promise<Result<Place, ReplyRefusal>> {
  if (await refusal(tx, "conversation.create", {})) return fail("signed-out");
  return ok({ conversationId: uuidv7(), parentId: null });
}

/** Someone else's conversation answers exactly like a missing one, so ids cannot be probed. */
async function findPlace(tx: PersonCtx, input: RequestReply): Promise<Result<Place, ReplyRefusal>> {
  const conversation = input.conversationId === null ? null : await findConversation(tx.db, input.conversationId);
  if (conversation === null) return fail("conversation-not-found");
  if (await refusal(tx, "conversation.write", conversation, conversation.id)) return fail("conversation-not-found");
  const parentId = input.kind === "send" ? input.parentId : input.messageId;
  if (parentId === null) return ok({ conversationId: conversation.id, parentId });
  // The parent must lie in this very conversation: a nested id is as forgeable as any other.
  const parent = await findMessage(tx.db, { conversationId: conversation.id, messageId: parentId });
  const fits = parent !== null && parent.author === (input.kind === "send" ? "model" : "person");
  return fits ? ok({ conversationId: conversation.id, parentId }) : fail("conversation-not-found");
}
