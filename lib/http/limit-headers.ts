import type { Allowed, Refused } from "#lib/limits/limiter.ts";

/** What a caller has left, as the draft standard of RateLimit headers names it. */
export function limitHeaders(taken: Allowed | Refused): [name: string, value: string][] {
  const left = taken.allowed ? Math.max(0, Math.ceil((taken.resetAt.getTime() - Date.now()) / 1000)) : null;
  return [
    ["ratelimit-limit", String(taken.limit)],
    ["ratelimit-remaining", taken.allowed ? String(Math.max(0, taken.remaining)) : "0"],
    ["ratelimit-reset", String(left ?? taken.retryAfterSeconds)],
  ];
}
