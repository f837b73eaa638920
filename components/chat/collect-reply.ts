import type { MessagePart } from "#lib/chat/schema.ts";
import type { ConversationAction } from "./conversation-state.ts";
import { type ReplyEvent, withPart } from "./reply-events.ts";

/**
 * Turns a reply's events into actions: tokens are gathered and shown once per frame, its beginning and end at once.
 * `schedule` runs its argument before the next frame; `cancel` takes that back.
 */
export function collectReply(
  dispatch: (action: ConversationAction) => void,
  schedule: (work: () => void) => number = requestAnimationFrame,
  cancel: (handle: number) => void = cancelAnimationFrame,
): (event: ReplyEvent) => void {
  let messageId = "";
  let parts: MessagePart[] = [];
  let waiting: number | null = null;
  const show = () => {
    if (waiting !== null) cancel(waiting);
    waiting = null;
    dispatch({ type: "progressed", messageId, parts });
  };
  return (event) => {
    if (event.type === "start") {
      // On a second connection the reply comes again from its beginning.
      messageId = event.messageId;
      parts = [];
      dispatch({ type: "began", start: event });
    } else if (event.type === "part") {
      parts = withPart(parts, event.part);
      waiting ??= schedule(show);
    } else {
      show();
      dispatch({ type: "ended", messageId, end: { state: event.state, failure: event.failure } });
    }
  };
}
