import { createRecentMap, type RecentMap } from "./recent-map.ts";
import type { Limit } from "./table.ts";

/** Times are milliseconds since the epoch. `window` is what `release` needs to give the count back. */
type Verdict = { allowed: boolean; remaining: number; resetAt: number; retryAfterMs: number; window: number };

type Counts = { windowMs: number; index: number; current: RecentMap<number>; previous: RecentMap<number> };

/** Keys held per bucket and window; the least recently used is forgotten beyond that. */
const MAX_KEYS = 20_000;

/**
 * Counts within this process by the algorithm `@upstash/ratelimit` runs in Redis: two fixed windows, the earlier one
 * weighted by the part of it that still lies within reach. Needs no timer: a whole window is dropped at once when the
 * next but one begins. Not for more than one process.
 */
export function createSlidingWindows(maxKeys = MAX_KEYS) {
  const counts = new Map<string, Counts>();

  /** Takes one if the limit allows it. A limit of another length starts its bucket afresh. */
  function take(bucket: string, limit: Limit, key: string, now: number): Verdict {
    const windowMs = limit.seconds * 1000;
    const held = rotate(bucket, windowMs, Math.floor(now / windowMs));
    const start = held.index * windowMs;
    // After a small step back of the clock the window does not move back with it.
    const at = Math.max(now, start);
    const before = held.previous.map.get(key) ?? 0;
    const used = held.current.map.get(key) ?? 0;
    const weighted = Math.floor((1 - (at - start) / windowMs) * before);
    const resetAt = start + windowMs;
    const allowed = weighted + used < limit.requests;
    const after = allowed ? used + 1 : used;
    // A refusal counts as use too: the key under attack is the last to be forgotten.
    held.current.set(key, after);
    return {
      allowed,
      remaining: Math.max(0, limit.requests - weighted - after),
      resetAt,
      retryAfterMs: allowed ? 0 : nextRoom(limit.requests, windowMs, start, before, used) - at,
      window: held.index,
    };
  }

  function rotate(bucket: string, windowMs: number, index: number): Counts {
    const held = counts.get(bucket);
    if (held === undefined || held.windowMs !== windowMs || index > held.index + 1 || index < held.index - 1) {
      const fresh = {
        windowMs,
        index,
        current: createRecentMap<number>(maxKeys),
        previous: createRecentMap<number>(maxKeys),
      };
      counts.set(bucket, fresh);
      return fresh;
    }
    if (index === held.index + 1) {
      held.previous = held.current;
      held.current = createRecentMap(maxKeys);
      held.index = index;
    }
    return held;
  }

  /** Gives back what was taken in `window`, because somebody else refused after all. */
  function release(bucket: string, key: string, window: number): void {
    const held = counts.get(bucket);
    if (held === undefined) return;
    const map = window === held.index ? held.current : window === held.index - 1 ? held.previous : null;
    const used = map?.map.get(key) ?? 0;
    if (used > 0) map?.set(key, used - 1);
  }

  /** How many keys are held at this moment. */
  function size(): number {
    let keys = 0;
    for (const held of counts.values()) keys += held.current.map.size + held.previous.map.size;
    return keys;
  }

  return { take, release, size };
}

/** The first millisecond at which one more fits, if nothing else is taken until then. */
function nextRoom(requests: number, windowMs: number, start: number, before: number, used: number): number {
  // Room appears when weight * earlier < requests - later; in the next window today's count is the earlier one.
  const later = used >= requests ? 0 : used;
  const earlier = used >= requests ? used : before;
  const from = used >= requests ? start + windowMs : start;
  const missing = Math.max(0, earlier - (requests - later));
  return from + Math.floor((windowMs * missing) / earlier) + 1;
}
