import type { ReplyEvent } from "./reply-events.ts";
import { type Answer, type Refusal, readReply } from "./transport.ts";

/** Waiting before each further try, in ms; the last one repeats. */
const DELAYS = [400, 1_000, 2_000, 4_000, 8_000];
/** Tries without one new event between them before it is left to the person. */
const MOST_TRIES = 8;

export type Outcome =
  | { kind: "ended" }
  /** Nothing is being written: it ended while nobody listened, or never began. */
  | { kind: "nothing" }
  | Refusal
  /** The request itself got lost, and there is no conversation yet in which to look for it. */
  | { kind: "unsent" }
  /** The connection does not come back. */
  | { kind: "lost" };

type Following = {
  /** The first request: a message to send, or a reply to resume. */
  open: () => Promise<Answer>;
  /** Asks for the same reply again, from its beginning; null while no conversation is known. */
  resume: () => Promise<Answer> | null;
  onEvent: (event: ReplyEvent) => void;
  /** The connection broke, and it is tried again. */
  onBreak: () => void;
  wait: (milliseconds: number) => Promise<void>;
  signal: AbortSignal;
};

/** Follows one reply to its end, over as many connections as that takes. An abort ends it as `lost`. */
export async function followReply({ open, resume, onEvent, onBreak, wait, signal }: Following): Promise<Outcome> {
  let answer = await open();
  for (let tries = 0; !signal.aborted; tries++) {
    if (answer.kind === "nothing") return answer;
    if (answer.kind === "refused" && !(tries > 0 && passing(answer))) return answer;
    if (answer.kind === "stream") {
      const ended = await readReply(answer.response, (event) => {
        if (signal.aborted) return;
        if (event.type === "part") tries = 0;
        onEvent(event);
      });
      if (ended) return { kind: "ended" };
    }
    if (signal.aborted || tries >= MOST_TRIES) break;
    onBreak();
    await wait(DELAYS[Math.min(tries, DELAYS.length - 1)] ?? 0);
    if (signal.aborted) break;
    const again = resume();
    if (again === null) return { kind: "unsent" };
    answer = await again;
  }
  return { kind: "lost" };
}

/** A server that restarts or has too much to do will answer later; anything else it will say again. */
function passing({ code }: Refusal): boolean {
  return code === "too-many-requests" || code === "failed" || code === "unavailable";
}
