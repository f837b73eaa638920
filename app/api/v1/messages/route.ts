import { endpoints } from "#lib/api/endpoints.ts";
import { readLiveReply } from "#lib/chat/live-replies.ts";
import { finishedReply, sendMessage } from "#lib/chat/send-message.ts";
import { STREAM_HEADERS } from "#lib/chat/wire.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { tokenRoute } from "#lib/http/route.ts";

/** The reply as it comes, or whole when it has ended. */
export const POST = tokenRoute(endpoints.sendMessage, async (ctx, input) => {
  const live = await sendMessage(ctx, input, await currentLanguage());
  if (!live.ok) return live;
  return input.stream
    ? new Response(readLiveReply(live.value), { headers: STREAM_HEADERS })
    : finishedReply(ctx, live.value);
});
