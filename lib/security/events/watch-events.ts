import { driver } from "#lib/platform/database.ts";
import { log } from "#lib/platform/log.ts";
import { processState } from "#lib/platform/process-state.ts";
import { EVENTS_CHANNEL } from "./emit.ts";

type Watcher = (seq: number) => void;

const state = processState("events.watch", () => ({
  watchers: new Set<Watcher>(),
  listening: null as Promise<unknown> | null,
}));

/** Calls `watcher` with the sequence number of each event once it is committed, in any process. Returns how to end it. */
export function watchEvents(watcher: Watcher): () => void {
  state.watchers.add(watcher);
  // One connection per process listens for all; the driver reconnects by itself.
  state.listening ??= driver()
    .listen(EVENTS_CHANNEL, (payload) => {
      for (const each of state.watchers) each(Number(payload));
    })
    .catch((error: unknown) => {
      state.listening = null;
      log().error({ err: error }, "the database does not announce events");
    });
  return () => state.watchers.delete(watcher);
}
