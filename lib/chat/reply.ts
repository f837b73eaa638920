import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { conversations, messages } from "#db/schema/chat.ts";
import type { Denial } from "#lib/access/policy.ts";
import { refusal, refusalOfOwn } from "#lib/access/refusal.ts";
import type { Box } from "#lib/crypto/box.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { openModel } from "#lib/models/open-model.ts";
import { findModel } from "#lib/models/queries.ts";
import type { ModelConfig } from "#lib/models/stream.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emitWith, eventOf } from "#lib/security/events/emit.ts";
import { type LiveReply, openLiveReply } from "./live-replies.ts";
import { buildPrompt, firstTurn, readTurns } from "./prompt.ts";
import { findConversation, findMessage } from "./queries.ts";
import type { RequestReply } from "./schema.ts";
import { titleFrom } from "./title.ts";
import { writeReply } from "./write-reply.ts";

export type ReplyRefusal = "conversation-not-found" | "model-not-found" | Denial;

/**
 * Stores the message and has a model answer it. The answer goes on when the returned reply is not read; when this
 * returns, the message is committed.
 */
export async function reply(
  ctx: HolderCtx,
  input: RequestReply,
  language: "en" | "de",
): Promise<Result<LiveReply, ReplyRefusal>> {
  const model = await findModel(ctx.db, input.modelId);
  if (model === null) return fail("model-not-found");
  const accepted = await accept(ctx, input, model);
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

/** Everything that must stand before a model is asked, written in one statement. */
async function accept(
  ctx: HolderCtx,
  input: RequestReply,
  model: ModelConfig,
): Promise<Result<Accepted, ReplyRefusal>> {
  const { db, now } = ctx;
  const isNew = input.kind === "send" && input.conversationId === null;
  const place = isNew ? await newPlace(ctx) : await findPlace(ctx, input);
  if (!place.ok) return place;
  const { conversationId, parentId } = place.value;
  const box = await accountBox(db, ctx.actor.id);
  const questionId = input.kind === "send" ? uuidv7() : input.messageId;
  const replyId = uuidv7();

  const rows = [replyRow({ replyId, conversationId, questionId, modelId: model.id }, box, now)];
  if (input.kind === "send") {
    rows.unshift(questionRow({ questionId, conversationId, parentId, text: input.text }, box, now));
  }
  const said = db.$with("said").as(db.insert(messages).values(rows).returning({ id: messages.id }));
  const characters = input.kind === "send" ? input.text.length : 0;
  const request = { conversationId, messageId: replyId, modelId: model.id, zone: model.zone, characters };
  const requested = await eventOf(ctx, "reply.requested", request);
  const at = { leafId: replyId, modelId: model.id, activeAt: now };
  const written = { id: conversations.id };
  try {
    if (isNew) {
      const title = box.seal("conversations.title", conversationId, titleFrom(input.text));
      const row = { id: conversationId, ownerId: ctx.actor.id, title, createdAt: now, ...at };
      const begun = db.$with("begun").as(db.insert(conversations).values(row).returning(written));
      const created = await eventOf(ctx, "conversation.created", { conversationId });
      await emitWith(ctx, [created, requested], [begun, said]);
    } else {
      const change = db.update(conversations).set(at).where(eq(conversations.id, conversationId));
      await emitWith(ctx, [requested], [db.$with("moved").as(change.returning(written)), said]);
    }
  } catch (error) {
    // Deleted since it was looked up: its messages have nothing to belong to.
    if (isForeignKeyViolation(error)) return fail("conversation-not-found");
    throw error;
  }
  return ok({ conversationId, questionId, replyId, isFirst: parentId === null });
}

function isForeignKeyViolation(error: unknown): boolean {
  const cause = (error as { cause?: { code?: unknown } } | null)?.cause;
  return cause?.code === "23503";
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

async function newPlace(tx: HolderCtx): Promise<Result<Place, ReplyRefusal>> {
  const denied = await refusal(tx, "conversation.create", {});
  return denied !== null ? fail(denied) : ok({ conversationId: uuidv7(), parentId: null });
}

/** Someone else's conversation answers exactly like a missing one, so ids cannot be probed. */
async function findPlace(tx: HolderCtx, input: RequestReply): Promise<Result<Place, ReplyRefusal>> {
  const denied = await refusalOfOwn(tx, "conversation.write");
  if (denied) return fail(denied);
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
