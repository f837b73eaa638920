import { followReply } from "#lib/chat/follow-reply.ts";
import { OneConversation } from "#lib/chat/schema.ts";
import { stopReply } from "#lib/chat/stop-reply.ts";
import { STREAM_HEADERS } from "#lib/chat/wire.ts";
import { refuse, statusFor } from "#lib/http/refuse.ts";
import { route } from "#lib/http/route.ts";

/** The reply that is being written, from its beginning; 204 when none is. */
export const GET = route(OneConversation, "path", async (ctx, input) => {
  const stream = await followReply(ctx, input);
  if (!stream.ok) return refuse(statusFor(stream.error), stream.error);
  return stream.value === null
    ? new Response(null, { status: 204 })
    : new Response(stream.value, { headers: STREAM_HEADERS });
});

/** Stops it; what came stays. */
export const DELETE = route(OneConversation, "path", async (ctx, input) => {
  const stopped = await stopReply(ctx, input);
  return stopped.ok ? new Response(null, { status: 204 }) : refuse(statusFor(stopped.error), stopped.error);
});
