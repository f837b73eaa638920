import type { ShownEvent } from "#lib/security/events/schema.ts";

/** What a live list shows, and what has arrived while it was held still. Both newest first. */
type EventFeed = { shown: readonly ShownEvent[]; waiting: readonly ShownEvent[]; paused: boolean };

/** More rows than this no one reads, and the page stays light however long it is open. */
export const MOST_ROWS = 500;

export function openFeed(events: readonly ShownEvent[]): EventFeed {
  return { shown: mergeEvents([], events), waiting: [], paused: false };
}

/** Takes in events in any order; one that is known already changes nothing. */
export function arrive(feed: EventFeed, events: readonly ShownEvent[]): EventFeed {
  if (!feed.paused) return { ...feed, shown: mergeEvents(feed.shown, events) };
  const known = new Set(feed.shown.map(({ seq }) => seq));
  const fresh = events.filter(({ seq }) => !known.has(seq));
  return { ...feed, waiting: mergeEvents(feed.waiting, fresh) };
}

export function pause(feed: EventFeed): EventFeed {
  return { ...feed, paused: true };
}

export function resume(feed: EventFeed): EventFeed {
  return { shown: mergeEvents(feed.shown, feed.waiting), waiting: [], paused: false };
}

function mergeEvents(known: readonly ShownEvent[], arrived: readonly ShownEvent[]): ShownEvent[] {
  const bySeq = new Map([...known, ...arrived].map((event) => [event.seq, event]));
  return [...bySeq.values()].sort((a, b) => b.seq - a.seq).slice(0, MOST_ROWS);
}
