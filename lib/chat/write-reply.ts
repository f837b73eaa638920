import { and, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { messages } from "#db/schema/chat.ts";
import type { Box } from "#lib/crypto/box.ts";
import type { LanguageModel, ModelFailure, Prompt, Usage } from "#lib/models/stream.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { log } from "#lib/platform/log.ts";
import { emit } from "#lib/security/events/emit.ts";
import { closeLiveReply, type LiveReply, takePart } from "./live-replies.ts";
import type { EndOfReply } from "./wire.ts";

/** What came so far is saved this often, so that a killed process loses at most so much of a reply. Milliseconds. */
const SAVE_EVERY = 2_000;

/**
 * Lets the model write into `live` until it ends, fails or is stopped, and saves the reply. Never rejects: nobody waits
 * for it.
 */
export async function writeReply(
  ctx: Ctx,
  box: Box,
  live: LiveReply,
  model: LanguageModel,
  prompt: () => Promise<Prompt>,
): Promise<void> {
  const { messageId } = live.start;
  let outcome: { end: EndOfReply; usage: Usage | null } = { end: { state: "stopped", failure: null }, usage: null };
  let savedAt = Date.now();
  try {
    for await (const part of model.stream(await prompt(), live.abort.signal)) {
      if (part.type === "finish") outcome = { end: { state: "complete", failure: null }, usage: part.usage };
      else if (part.type === "failure") outcome = { end: failed(part.failure), usage: null };
      else takePart(live, part);
      if (Date.now() - savedAt > SAVE_EVERY) {
        savedAt = Date.now();
        void saveSoFar(ctx.db, box, live);
      }
    }
  } catch (error) {
    log().error({ err: error, messageId }, "a language model threw instead of reporting a failure");
    outcome = { end: failed("failed"), usage: null };
  }
  if (live.stopped === "shutdown") outcome.end = { state: "interrupted", failure: null };
  else if (live.stopped === "person") outcome.end = { state: "stopped", failure: null };
  try {
    await saveEnd(ctx, box, live, outcome);
  } catch (error) {
    // The sweep will mark it as interrupted, with what was last saved.
    log().error({ err: error, messageId }, "a reply could not be saved");
  }
  closeLiveReply(live, outcome.end);
}

const failed = (failure: ModelFailure): EndOfReply => ({ state: "failed", failure });

const sealed = (box: Box, live: LiveReply) =>
  box.seal("messages.parts", live.start.messageId, JSON.stringify(live.parts));

/** Also the sign of life, and where a stop that was asked of another process is noticed. */
async function saveSoFar(db: Db, box: Box, live: LiveReply): Promise<void> {
  try {
    const [row] = await db
      .update(messages)
      .set({ parts: sealed(box, live), beatAt: new Date() })
      .where(and(eq(messages.id, live.start.messageId), eq(messages.state, "streaming")))
      .returning({ stopRequestedAt: messages.stopRequestedAt });
    if (row?.stopRequestedAt != null) stopLiveReply(live, "person");
    // Its conversation was deleted meanwhile.
    if (row === undefined && live.end === null) stopLiveReply(live, "person");
  } catch (error) {
    log().warn(
      { err: error, messageId: live.start.messageId },
      "part of a reply could not be saved; it is tried again",
    );
  }
}

async function saveEnd(
  ctx: Ctx,
  box: Box,
  live: LiveReply,
  { end, usage }: { end: EndOfReply; usage: Usage | null },
): Promise<void> {
  await ctx.db
    .update(messages)
    .set({
      parts: sealed(box, live),
      state: end.state,
      failure: end.failure,
      beatAt: null,
      inputTokens: usage?.inputTokens ?? null,
      outputTokens: usage?.outputTokens ?? null,
    })
    .where(eq(messages.id, live.start.messageId));
  if (end.failure !== null) {
    await emit({ ...ctx, now: new Date() }, "reply.failed", {
      messageId: live.start.messageId,
      modelId: live.start.modelId,
      failure: end.failure,
    });
  }
}

/** Ends the model's stream; {@link writeReply} then saves what came. */
export function stopLiveReply(live: LiveReply, why: "person" | "shutdown"): void {
  live.stopped ??= why;
  live.abort.abort();
}
