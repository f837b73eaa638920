import type { Duration, Ratelimit } from "@upstash/ratelimit";
import type { Bucket, Limit } from "./table.ts";

/** Counts shared by every process of the instance. */
export type SharedStore = {
  /** Takes one if the limit allows it. `resetAt` in milliseconds since the epoch. Rejects when there is no answer. */
  take(bucket: Bucket, limit: Limit, key: string): Promise<{ allowed: boolean; remaining: number; resetAt: number }>;
  /** While the first connection is being made, for at most two seconds: not yet a reason for alarm. */
  isOpening(): boolean;
  ping(): Promise<void>;
  close(): Promise<void>;
};

/** What `@upstash/ratelimit` needs of a Redis, and what we need to stop it. */
export type RedisCommands = {
  evalsha(sha1: string, keys: string[], args: unknown[]): Promise<unknown>;
  eval(script: string, keys: string[], args: unknown[]): Promise<unknown>;
  ping(): Promise<void>;
  close(): Promise<void>;
};

export type StoreAddress = { url: string } | { restUrl: string; restToken: string };

const OPENING_MS = 2000;

/**
 * The Redis at this address, over TCP (`redis://`, `rediss://`) or as Upstash serves it over REST; `null` without one.
 * Connects in the background. The client libraries are loaded only here: without Redis they would be 30 MB for nothing.
 */
export function openStore(address: StoreAddress | null): SharedStore | null {
  if (address === null) return null;
  const opened = open(address);
  let opening = true;
  const done = () => {
    opening = false;
    clearTimeout(deadline);
  };
  const deadline = setTimeout(done, OPENING_MS).unref();
  // A first take loads the script, so that nobody waits for that. A failure is told to whoever takes; here it ends the opening.
  opened
    .then(({ connected, take }) => connected.then(() => take("default", { requests: 1, seconds: 1 }, "opening")))
    .then(done, done);

  return {
    take: async (bucket, limit, key) => (await opened).take(bucket, limit, key),
    isOpening: () => opening,
    ping: async () => (await opened).commands.ping(),
    close: async () => (await opened).commands.close(),
  };
}

async function open(address: StoreAddress) {
  const [{ Ratelimit: Limiter }, { commands, connected }] = await Promise.all([
    import("@upstash/ratelimit"),
    "url" in address ? overTcp(address.url) : overRest(address.restUrl, address.restToken),
  ]);
  const made = new Map<Bucket, { requests: number; seconds: number; ratelimit: Ratelimit }>();

  /** One instance per bucket, made anew when its limit changes. */
  function ratelimitFor(bucket: Bucket, { requests, seconds }: Limit): Ratelimit {
    const known = made.get(bucket);
    if (known?.requests === requests && known.seconds === seconds) return known.ratelimit;
    const window: Duration = `${seconds} s`;
    const ratelimit = new Limiter({
      redis: commands as never, // its type asks for more than its sliding window calls
      limiter: Limiter.slidingWindow(requests, window),
      prefix: `limits:${bucket}:${seconds}`,
      timeout: 0, // its own time-out lets requests pass
      ephemeralCache: false, // grows without bound, and our counts serve the same end
      enableTelemetry: false,
    });
    made.set(bucket, { requests, seconds, ratelimit });
    return ratelimit;
  }

  return {
    commands,
    connected,
    take: async (bucket: Bucket, limit: Limit, key: string) => {
      // The braces put both windows of a key into one slot of a cluster.
      const { success, remaining, reset } = await ratelimitFor(bucket, limit).limit(`{${key}}`);
      return { allowed: success, remaining, resetAt: reset };
    },
  };
}

async function overTcp(url: string): Promise<{ commands: RedisCommands; connected: Promise<void> }> {
  const { connectOverTcp } = await import("./redis-over-tcp.ts");
  return connectOverTcp(url);
}

async function overRest(url: string, token: string): Promise<{ commands: RedisCommands; connected: Promise<void> }> {
  const { Redis } = await import("@upstash/redis");
  const redis = new Redis({ url, token, retry: false, enableTelemetry: false });
  const commands: RedisCommands = {
    evalsha: (sha1, keys, args) => redis.evalsha(sha1, keys, args),
    eval: (script, keys, args) => redis.eval(script, keys, args),
    ping: async () => void (await redis.ping()),
    close: async () => {},
  };
  return { commands, connected: commands.ping() };
}
