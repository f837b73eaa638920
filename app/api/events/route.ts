import { refuse, statusFor } from "#lib/http/refuse.ts";
import { route } from "#lib/http/route.ts";
import { followEvents } from "#lib/security/events/follow-events.ts";
import { EventFilter } from "#lib/security/events/schema.ts";

const HEADERS = {
  "content-type": "text/event-stream; charset=utf-8",
  "cache-control": "no-cache, no-transform",
  "x-accel-buffering": "no",
};

/** Security events as they happen, for administrators. */
export const GET = route(EventFilter, "query", async (ctx, filter) => {
  const stream = await followEvents(ctx, filter);
  return stream.ok ? new Response(stream.value, { headers: HEADERS }) : refuse(statusFor(stream.error), stream.error);
});
