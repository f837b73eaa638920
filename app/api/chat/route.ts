import { readLiveReply } from "#lib/chat/live-replies.ts";
import { reply } from "#lib/chat/reply.ts";
import { RequestReply } from "#lib/chat/schema.ts";
import { STREAM_HEADERS } from "#lib/chat/wire.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { refuse, statusFor } from "#lib/http/refuse.ts";
import { route } from "#lib/http/route.ts";

/** A message in a conversation or, without an id, in a new one; answers with the reply's stream. */
export const POST = route(RequestReply, "body", async (ctx, input) => {
  const live = await reply(ctx, input, await currentLanguage());
  return live.ok
    ? new Response(readLiveReply(live.value), { headers: STREAM_HEADERS })
    : refuse(statusFor(live.error), live.error);
});
