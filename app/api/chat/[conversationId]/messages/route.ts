import { listMessages } from "#lib/chat/queries.ts";
import { ReadMessages } from "#lib/chat/schema.ts";
import { refuse } from "#lib/http/refuse.ts";
import { route } from "#lib/http/route.ts";

/** A window of the shown branch: its end, or what precedes `before`. */
export const GET = route(ReadMessages, "query", async (ctx, { conversationId, before }) => {
  const window = await listMessages(ctx.db, { conversationId, ownerId: ctx.actor.id, before });
  return window === null ? refuse(404, "conversation-not-found") : Response.json(window);
});
