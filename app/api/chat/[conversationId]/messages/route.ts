import { readMessages } from "#lib/chat/read-conversations.ts";
import { ReadMessages } from "#lib/chat/schema.ts";
import { refuse, statusFor } from "#lib/http/refuse.ts";
import { route } from "#lib/http/route.ts";

/** A window of the shown branch: its end, or what precedes `before`. */
export const GET = route(ReadMessages, "query", async (ctx, input) => {
  const window = await readMessages(ctx, input);
  return window.ok ? Response.json(window.value) : refuse(statusFor(window.error), window.error);
});
