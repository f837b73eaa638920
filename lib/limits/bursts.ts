import { createRecentMap } from "./recent-map.ts";

/** How long refusals of one key count as one burst, from its first, in milliseconds. */
const BURST_MS = 60_000;
const MAX_BURSTS = 10_000;

/** Refusals of one key that no refusal has reported; `count` leaves out those already reported. */
export type EndedBurst = { bucket: string; key: string; count: number; startedAt: number };

/** Tells the first refusal of a burst from the later ones, so that a flood makes one event a minute and a count. */
export function createBursts(maxBursts = MAX_BURSTS) {
  const bursts = createRecentMap<{ bucket: string; key: string; startedAt: number; later: number }>(maxBursts);

  /** Counts a refusal. The first of a burst also brings what the burst before it left uncounted. */
  function refuse(bucket: string, key: string, now: number): { firstOfBurst: boolean; burstCount: number } {
    const id = `${bucket} ${key}`;
    const burst = bursts.map.get(id);
    if (burst !== undefined && now - burst.startedAt < BURST_MS) {
      burst.later += 1;
      return { firstOfBurst: false, burstCount: burst.later };
    }
    bursts.set(id, { bucket, key, startedAt: now, later: 0 });
    return { firstOfBurst: true, burstCount: 1 + (burst?.later ?? 0) };
  }

  /** Forgets the bursts that are over and returns those with refusals that nobody reported. */
  function drain(now: number): EndedBurst[] {
    const ended: EndedBurst[] = [];
    for (const [id, burst] of bursts.map) {
      // In the order of their beginnings: the first one that is still running ends the search.
      if (now - burst.startedAt < BURST_MS) break;
      bursts.map.delete(id);
      const { later: count, ...rest } = burst;
      if (count > 0) ended.push({ ...rest, count });
    }
    return ended;
  }

  return { refuse, drain };
}
