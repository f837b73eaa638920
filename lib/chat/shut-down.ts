import { liveReplies } from "./live-replies.ts";
import { stopLiveReply } from "./write-reply.ts";

/** How long saving may take. Milliseconds. */
const PATIENCE = 3_000;

/** Ends every reply this process writes and waits until what came of it is saved. */
export async function shutDownReplies(): Promise<void> {
  for (const live of liveReplies()) stopLiveReply(live, "shutdown");
  const until = Date.now() + PATIENCE;
  while (liveReplies().length > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
}
