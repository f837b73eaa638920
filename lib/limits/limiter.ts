import { createHash } from "node:crypto";
import { createBreaker } from "./breaker.ts";
import { createBursts, type EndedBurst } from "./bursts.ts";
import { createSlidingWindows } from "./sliding-windows.ts";
import type { SharedStore } from "./store.ts";
import { type Bucket, type LimitTable, redisBudgetMs } from "./table.ts";

type Decision = {
  limit: number;
  remaining: number;
  /** When the current window ends. */
  resetAt: Date;
  /** Who decided: Redis, or the counts of this process. */
  store: "redis" | "memory";
};
export type Allowed = Decision & { allowed: true; retryAfterSeconds: 0 };
export type Refused = Decision & {
  allowed: false;
  /** Whole seconds after which a try succeeds, if there is none before. */
  retryAfterSeconds: number;
  /** The first refusal of its key within a minute: the one to report. */
  firstOfBurst: boolean;
  /** Refusals of this key since the last one that was the first of a burst; for a first one it includes itself. */
  burstCount: number;
};

export type Limiter = {
  /** Takes one from the bucket for this key (an account, an address). Never rejects, never lets through for lack of a store. */
  take(bucket: Bucket, key: string): Promise<Allowed | Refused>;
  /** Bursts that ended with refusals not contained in any `burstCount` of a first one. Call now and then. */
  drainBursts(): EndedBurst[];
  /** Asks the store and says which it is. Rejects when Redis does not answer within a second. */
  ping(): Promise<"redis" | "memory">;
  close(): Promise<void>;
};

type Options = {
  /** Asked at every call, so that a change takes effect at once. */
  limits: () => LimitTable;
  redis: SharedStore | null;
  /** Milliseconds since the epoch. */
  clock?: () => number;
  /** Told once when Redis stops answering, and again only after a minute of calm. Must not throw. */
  onFallback: (reason: string) => void;
  budgetMs?: number;
};

const MAX_KEY = 64;
const PING_MS = 1000;

/**
 * Every take is counted in this process first, and Redis is asked only about what this process would let through. So when
 * Redis is slow, gone, emptied or back again, the decision is already there, with the counts up to this moment: nothing
 * is decided twice and nothing fails open. Each process alone then holds the limit; n of them let through at most n times it.
 */
export function createLimiter({
  limits,
  redis,
  clock = Date.now,
  onFallback,
  budgetMs = redisBudgetMs,
}: Options): Limiter {
  const windows = createSlidingWindows();
  const bursts = createBursts();
  const breaker = createBreaker(onFallback);

  async function take(bucket: Bucket, rawKey: string): Promise<Allowed | Refused> {
    const now = clock();
    const key = rawKey.length > MAX_KEY ? shorten(rawKey) : rawKey;
    const limit = limits()[bucket];
    const local = windows.take(bucket, limit, key, now);

    const shared = local.allowed ? await askRedis() : null;
    if (shared !== null && !shared.allowed) windows.release(bucket, key, local.window);
    const { allowed, remaining, resetAt, retryAfterMs } = shared ?? local;
    const decision: Decision = {
      limit: limit.requests,
      remaining,
      resetAt: new Date(resetAt),
      store: shared === null ? "memory" : "redis",
    };
    if (allowed) return { allowed, retryAfterSeconds: 0, ...decision };
    return {
      allowed,
      retryAfterSeconds: Math.max(1, Math.ceil(retryAfterMs / 1000)),
      ...bursts.refuse(bucket, key, now),
      ...decision,
    };

    async function askRedis() {
      if (redis === null || redis.isOpening() || !breaker.mayAsk(now)) return null;
      try {
        const answer = await within(budgetMs, redis.take(bucket, limit, key));
        breaker.answered();
        return { ...answer, retryAfterMs: answer.resetAt - now + 1 };
      } catch (error) {
        breaker.failed(clock(), error instanceof Error ? error.message.slice(0, 200) : "unknown");
        return null;
      }
    }
  }

  return {
    take,
    drainBursts: () => bursts.drain(clock()),
    ping: async () => {
      if (redis === null) return "memory";
      await within(PING_MS, redis.ping());
      return "redis";
    },
    close: async () => redis?.close(),
  };
}

function shorten(key: string): string {
  return createHash("sha256").update(key).digest("base64url");
}

/** The promise's value, or a rejection after the time. What comes later is ignored. */
function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout;
  const late = new Promise<never>((_, reject) => {
    const refuse = () => reject(new Error(`no answer within ${milliseconds} ms`));
    // A busy process may find the timer due and the answer waiting in the socket at once: the socket is read first.
    timer = setTimeout(() => setImmediate(refuse), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
