import { denial } from "#lib/access/policy.ts";
import { refusal } from "#lib/access/refusal.ts";
import { watchSession } from "#lib/identity/sessions/check-session.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { drainSignal } from "#lib/platform/draining.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { readEvents } from "./queries.ts";
import type { EventFilter } from "./schema.ts";
import { watchEvents } from "./watch-events.ts";

/** Events that arrive within this time go out together. Milliseconds. */
const GATHER = 200;
/** How often an open stream asks whether its reader may still read, and shows that it is alive. Milliseconds. */
const BEAT = 10_000;

/** Every event that fits the filter from now on, as server-sent events; each message is a JSON array, oldest first. */
export async function followEvents(ctx: PersonCtx, filter: EventFilter) {
  if (await refusal(ctx, "event.list", {})) return fail("not-allowed");
  const showOrigin = denial(ctx.actor, "event.read-origin", {}, ctx.now) === null;
  const encoder = new TextEncoder();
  let end = () => {};

  const stream = new ReadableStream<Uint8Array>({
    start(reader) {
      let waiting: number[] = [];
      let gathering: NodeJS.Timeout | null = null;
      let over = false;
      // Whoever awaited something may come back to a stream that has ended.
      const write = (text: string) => {
        if (!over) reader.enqueue(encoder.encode(text));
      };
      const send = async () => {
        gathering = null;
        const seqs = waiting;
        waiting = [];
        try {
          const events = await readEvents(ctx.db, seqs, filter, showOrigin);
          if (events.length > 0) write(`data: ${JSON.stringify(events)}\n\n`);
        } catch {
          end();
        }
      };
      const unwatch = watchEvents((seq) => {
        waiting.push(seq);
        gathering ??= setTimeout(send, GATHER);
      });
      const beat = setInterval(async () => {
        // A page that lies open is no use of the session.
        const now = new Date();
        const person = await watchSession({ db: ctx.db, now }, ctx.actor.sessionId).catch(() => null);
        const allowed = person !== null && denial(person, "event.list", {}, now) === null;
        if (allowed) write(": beat\n\n");
        else end();
      }, BEAT);
      const drain = drainSignal();
      end = () => {
        if (over) return;
        over = true;
        drain.removeEventListener("abort", end);
        unwatch();
        clearInterval(beat);
        if (gathering !== null) clearTimeout(gathering);
        try {
          reader.close();
        } catch {} // the reader has gone already
      };
      drain.addEventListener("abort", end);
      write(": open\n\n");
      if (drain.aborted) end();
    },
    cancel: () => end(),
  });
  return ok(stream);
}
