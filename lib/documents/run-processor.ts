import { database } from "#lib/platform/database.ts";
import { log } from "#lib/platform/log.ts";
import { processing } from "./numbers.ts";
import { processDocuments } from "./process-documents.ts";
import { onWake } from "./wake.ts";

/** Works on documents as they come, for as long as this process lives; several processes share the work. */
export function startProcessor(): { stop(): Promise<void> } {
  const stopping = new AbortController();
  // Each takes one document after the other: one that takes long holds up nobody but itself.
  const hands = Array.from({ length: processing.atOnce }, () => startHand(stopping.signal));
  const wake = () => {
    for (const hand of hands) hand.wake();
  };
  const timer = setInterval(wake, processing.lookEvery);
  onWake(wake);
  wake();
  return {
    async stop() {
      clearInterval(timer);
      onWake(() => {});
      stopping.abort();
      await Promise.all(hands.map((hand) => hand.rest()));
    },
  };
}

function startHand(stopping: AbortSignal): { wake(): void; rest(): Promise<void> } {
  let wanted = false;
  let running: Promise<void> | null = null;
  const drain = async () => {
    while (wanted && !stopping.aborted) {
      wanted = false;
      try {
        // As long as there are some there may be more.
        while (!stopping.aborted && (await processDocuments(database(), new Date(), stopping, 1)) > 0);
      } catch (error) {
        log().warn({ err: error }, "waiting documents could not be read");
      }
    }
  };
  const wake = () => {
    wanted = true;
    running ??= drain().finally(() => {
      running = null;
      if (wanted && !stopping.aborted) wake();
    });
  };
  return { wake, rest: async () => void (await running) };
}
