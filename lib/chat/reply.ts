import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { conversations, messages } from "#db/schema/chat.ts";
import type { Denial } from "#lib/access/policy.ts";
import type { Box } from "#lib/crypto/box.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { attachWithin } from "#lib/documents/attach-documents.ts";
import { openModel } from "#lib/models/open-model.ts";
import { findModel, listChoices } from "#lib/models/queries.ts";
import type { LanguageModel, ModelConfig } from "#lib/models/stream.ts";
import { type HolderCtx, inTransaction } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emitWith, eventOf } from "#lib/security/events/emit.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { type Asked, findPlace, type Place } from "./find-place.ts";
import { goneGrounding, ground } from "./ground.ts";
import { groundedModel } from "./grounded-model.ts";
import { type Grounds, judgeGrounds } from "./grounds.ts";
import { type LiveReply, openLiveReply } from "./live-replies.ts";
import { buildPrompt, firstTurn, readTurns } from "./prompt.ts";
import { titleFrom } from "./title.ts";
import { writeReply } from "./write-reply.ts";

/** What holds a message to its conversation, as the database names it. */
const CONVERSATION_OF_MESSAGE = "messages_conversation_id_conversations_id_fk";

export type ReplyRefusal = "conversation-not-found" | "model-not-found" | "model-not-trusted" | Denial;

/**
 * Stores the message and has a model answer it. The answer goes on when the returned reply is not read; when this
 * returns, the message is committed.
 */
export async function reply(
  ctx: HolderCtx,
  input: Asked,
  language: "en" | "de",
): Promise<Result<LiveReply, ReplyRefusal>> {
  const place = await findPlace(ctx, input);
  if (!place.ok) return place;
  const model = await modelFor(ctx, input, place.value);
  if (model === null) return fail("model-not-found");
  const grounds = await judgeGrounds(ctx, input, place.value, model);
  if (!grounds.ok) return grounds;
  const accepted = await acceptWith(ctx, input, place.value, model, grounds.value);
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
  const prompt = async () => {
    // The first message of a branch is all there is to tell; nothing need be read for it.
    const first = isFirst && input.kind === "send" ? firstTurn(input.text) : null;
    const { turns, citesDocuments } = first ?? (await readTurns(ctx.db, scope));
    if (!grounds.value.isGrounded) return buildPrompt(turns, model, language, citesDocuments ? goneGrounding : null);
    const asked = { turns, zone: model.zone, language };
    return buildPrompt(turns, model, language, await ground(ctx, box, grounds.value, asked));
  };
  void writeReply(ctx, box, live, speaker(model), prompt);
  return ok(live);
}

/** The librarian cites by itself. */
function speaker(model: ModelConfig): LanguageModel {
  return model.provider === "librarian" ? openModel(model) : groundedModel(openModel(model));
}

/** The one that is named, else the conversation's, else the instance's. */
async function modelFor({ db }: HolderCtx, { modelId }: Asked, { usedModel }: Place): Promise<ModelConfig | null> {
  if (modelId !== undefined) return findModel(db, modelId);
  const used = usedModel === null ? null : await findModel(db, usedModel);
  if (used !== null) return used;
  const [first] = await listChoices(db, (await readSettings(db)).defaultModel);
  return first === undefined ? null : findModel(db, first.id);
}

/** {@link accept}, and with it what comes with the message: both or neither. */
function acceptWith(
  ctx: HolderCtx,
  input: Asked,
  place: Place,
  model: ModelConfig,
  { attach }: Grounds,
): ReturnType<typeof accept> {
  if (attach.length === 0) return accept(ctx, input, place, model);
  return inTransaction(ctx, async (tx) => {
    const accepted = await accept(tx, input, place, model);
    if (accepted.ok) await attachWithin(tx, place.conversationId, attach);
    return accepted;
  });
}

type Accepted = { conversationId: string; questionId: string; replyId: string; isFirst: boolean };

/** Everything that must stand before a model is asked, written in one statement. */
async function accept(
  ctx: HolderCtx,
  input: Asked,
  { conversationId, parentId, isNew }: Place,
  model: ModelConfig,
): Promise<Result<Accepted, ReplyRefusal>> {
  const { db, now } = ctx;
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
  const library = input.kind === "send" && input.library !== undefined ? { library: input.library } : {};
  const at = { leafId: replyId, modelId: model.id, activeAt: now, ...library };
  const written = { id: conversations.id };
  try {
    if (isNew && input.kind === "send") {
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
    if (violatedConstraint(error) === CONVERSATION_OF_MESSAGE) return fail("conversation-not-found");
    throw error;
  }
  return ok({ conversationId, questionId, replyId, isFirst: parentId === null });
}

function violatedConstraint(error: unknown): unknown {
  return (error as { cause?: { constraint_name?: unknown } } | null)?.cause?.constraint_name;
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
