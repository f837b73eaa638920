import type { Db } from "#db/client.ts";
import { refusal } from "#lib/access/refusal.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import type { HolderCtx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { encodePart, findLiveReply, readLiveReply } from "./live-replies.ts";
import { findConversation, findMessage, findStreamingReply, openParts } from "./queries.ts";
import type { MessagePart, OneConversation } from "./schema.ts";
import { encode } from "./wire.ts";

/** How often a reply that another process writes is looked at. Milliseconds. */
const LOOK_EVERY = 500;

/**
 * The reply that is being written in a conversation, from its beginning, or null when none is. One that another process
 * writes is followed through the database, a little less smoothly.
 */
export async function followReply(
  ctx: HolderCtx,
  input: OneConversation,
): Promise<Result<ReadableStream<Uint8Array> | null, "conversation-not-found">> {
  const conversation = await findConversation(ctx.db, input.conversationId);
  if (conversation === null) return fail("conversation-not-found");
  if (await refusal(ctx, "conversation.read", conversation, conversation.id)) return fail("conversation-not-found");
  // Broken glass shows what is stored, on its own page, where each look is an event; it does not listen in.
  if (conversation.ownerId !== ctx.actor.id) return fail("conversation-not-found");
  const row = await findStreamingReply(ctx.db, { conversationId: conversation.id, ownerId: conversation.ownerId });
  if (row === null) return ok(null);
  const live = findLiveReply(row.id);
  if (live !== null) return ok(readLiveReply(live));
  const start = {
    messageId: row.id,
    conversationId: conversation.id,
    parentId: row.parentId ?? "",
    modelId: row.modelId ?? "",
  };
  return ok(fromDatabase(ctx.db, conversation.ownerId, start));
}

type Start = Parameters<typeof encode.start>[0];

function fromDatabase(db: Db, ownerId: string, start: Start): ReadableStream<Uint8Array> {
  let cancelled = false;
  return new ReadableStream<Uint8Array>({
    async start(reader) {
      reader.enqueue(encode.start(start));
      const box = await accountBox(db, ownerId);
      let seen: MessagePart[] = [];
      while (!cancelled) {
        const row = await findMessage(db, start);
        if (row === null) break;
        const parts = openParts(box, row);
        for (const part of newSince(seen, parts)) reader.enqueue(encodePart(part));
        seen = parts;
        if (row.state !== "streaming") {
          reader.enqueue(encode.end({ state: row.state, failure: row.failure }));
          break;
        }
        await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY));
      }
      if (!cancelled) reader.close();
    },
    cancel() {
      cancelled = true;
    },
  });
}

/** What `now` has beyond `before`: new parts, and the rest of the text part that grew. */
export function newSince(before: readonly MessagePart[], now: readonly MessagePart[]): MessagePart[] {
  return now.flatMap((part, index): MessagePart[] => {
    const known = before[index];
    if (known === undefined) return [part];
    if (part.type === "source" || known.type !== part.type || part.text.length <= known.text.length) return [];
    return [{ ...part, text: part.text.slice(known.text.length) }];
  });
}
