import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { type LiveReply, readLiveReply } from "./live-replies.ts";
import { findMessage } from "./queries.ts";
import { reply } from "./reply.ts";
import type { SendMessage } from "./schema.ts";

/** Below the time after which the server closes a connection on which nothing is said. Milliseconds. */
const PATIENCE = 240_000;

/** {@link reply} for programs: what they leave out follows from the conversation and the instance. */
export function sendMessage(ctx: HolderCtx, input: SendMessage, language: "en" | "de") {
  const { conversationId = null, stream: _, ...rest } = input;
  return reply(ctx, { kind: "send", conversationId, ...rest }, language);
}

/**
 * Waits for the end of a reply. One that takes longer than four minutes is answered as it is, still `streaming`; it goes
 * on and can be read later.
 */
export async function finishedReply(ctx: HolderCtx, live: LiveReply, patience = PATIENCE) {
  await untilEnd(live, patience);
  const { conversationId, messageId, parentId, modelId } = live.start;
  const row = await findMessage(ctx.db, { conversationId, messageId });
  if (row === null) return fail("conversation-not-found"); // deleted meanwhile
  return ok({
    conversationId,
    messageId,
    parentId,
    modelId,
    state: live.end?.state ?? ("streaming" as const),
    failure: live.end?.failure ?? null,
    text: live.parts.flatMap((part) => (part.type === "text" ? part.text : [])).join(""),
    sources: live.parts.flatMap((part) =>
      part.type === "source" ? { id: part.id, title: part.title, href: part.href, quote: part.quote } : [],
    ),
    usage: { inputTokens: row.inputTokens, outputTokens: row.outputTokens },
  });
}

async function untilEnd(live: LiveReply, patience: number): Promise<void> {
  const reader = readLiveReply(live).getReader();
  const timer = setTimeout(() => void reader.cancel().catch(() => {}), patience);
  try {
    while (!(await reader.read()).done);
  } catch {
    // Too slow to follow, which costs nothing: what came is in the reply itself.
  } finally {
    clearTimeout(timer);
  }
}
