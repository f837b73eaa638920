import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createClient } from "redis";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLimiter, type Limiter } from "#lib/limits/limiter.ts";
import { connectOverTcp } from "#lib/limits/redis-over-tcp.ts";
import { openStore, type StoreAddress } from "#lib/limits/store.ts";
import { defaultLimits, type LimitTable } from "#lib/limits/table.ts";
import { type RedisServer, startRedis } from "#tests/support/redis.ts";

/** A machine that runs every other test at this moment may be slow; where the budget itself is not tried, it is wide. */
const WIDE_MS = 5000;
/** Longer than any budget and the pauses of a busy machine together, and shorter than any time-out of a client. Milliseconds. */
const STALLED = 500;

let redis: RedisServer;
let closing: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  redis = await startRedis();
  // Only the clock stands still, so that no test runs over the edge of a window; time-outs and sockets are real.
  vi.useFakeTimers({ now: Date.parse("2026-11-22T10:00:10Z"), toFake: ["Date"] });
});

afterEach(async () => {
  vi.useRealTimers();
  await Promise.all(closing.map((close) => close()));
  closing = [];
  await redis.stop();
});

async function aLimiter(options: { at?: StoreAddress; limits?: () => LimitTable; budgetMs?: number } = {}) {
  const onFallback = vi.fn();
  const store = openStore(options.at ?? { url: redis.url });
  if (store === null) throw new Error("no store");
  const limiter = createLimiter({
    limits: options.limits ?? (() => defaultLimits),
    redis: store,
    onFallback,
    budgetMs: options.budgetMs ?? WIDE_MS,
  });
  closing.push(limiter.close);
  await vi.waitUntil(() => !store.isOpening(), { timeout: 20_000, interval: 5 });
  return { limiter, onFallback };
}

async function takeMany(limiter: Limiter, count: number, key = "a") {
  const taken = await Promise.all(
    Array.from({ length: count }, async () => {
      const from = performance.now();
      const answer = await limiter.take("default", key);
      return { ...answer, took: performance.now() - from };
    }),
  );
  const allowed = taken.filter((answer) => answer.allowed);
  return {
    allowed: allowed.length,
    stores: [...new Set(allowed.map(({ store }) => store))],
    slowest: Math.max(...taken.map(({ took }) => took)),
  };
}

/** Lets the clock of the limiter, not of the machine, pass the pause of its breaker. */
const pastTheBreaker = () => void vi.setSystemTime(Date.now() + 1100);

const backInUse = (limiter: Limiter) =>
  vi.waitUntil(
    async () => {
      pastTheBreaker();
      return (await limiter.take("pages", `probe ${Math.random()}`)).store === "redis";
    },
    { timeout: 30_000, interval: 50 },
  );

describe("with a Redis that answers", () => {
  test("of two hundred at once exactly sixty pass, all by the word of Redis", async () => {
    const { limiter, onFallback } = await aLimiter();
    expect(await takeMany(limiter, 200)).toMatchObject({ allowed: 60, stores: ["redis"] });
    expect(onFallback).not.toHaveBeenCalled();
    expect(await limiter.ping()).toBe("redis");
  });

  test("two processes share one limit, to the last one", async () => {
    const [one, other] = [await aLimiter(), await aLimiter()];
    const [a, b] = await Promise.all([takeMany(one.limiter, 100), takeMany(other.limiter, 100)]);
    expect(a.allowed + b.allowed).toBe(60);
    expect(await takeMany(one.limiter, 10)).toMatchObject({ allowed: 0 });
    expect(await takeMany(other.limiter, 10, "b")).toMatchObject({ allowed: 10 });
  });

  test("its window slides as the one in memory does", async () => {
    const [one, other] = [await aLimiter(), await aLimiter()];
    const alone = createLimiter({ limits: () => defaultLimits, redis: null, onFallback: () => {} });
    await takeMany(one.limiter, 60);
    await takeMany(alone, 60);
    for (const time of ["10:01:00", "10:01:15", "10:01:30", "10:02:29"]) {
      vi.setSystemTime(Date.parse(`2026-11-22T${time}Z`));
      // The other process has counted nothing itself, so this is what Redis says.
      expect((await takeMany(other.limiter, 100)).allowed).toBe((await takeMany(alone, 100)).allowed);
    }
  });

  test("a limit changed by the administrator holds at the next call", async () => {
    let limits: LimitTable = defaultLimits;
    const [one, other] = [await aLimiter({ limits: () => limits }), await aLimiter({ limits: () => limits })];
    expect((await takeMany(one.limiter, 100)).allowed).toBe(60);
    limits = { ...defaultLimits, default: { requests: 70, seconds: 60 } };
    expect((await takeMany(other.limiter, 100)).allowed).toBe(10);
    limits = { ...defaultLimits, default: { requests: 3, seconds: 60 } };
    expect((await takeMany(other.limiter, 100)).allowed).toBe(0);
  });

  test("counts leave Redis by themselves", async () => {
    const { limiter } = await aLimiter();
    await takeMany(limiter, 5);
    const client = createClient({ url: redis.url });
    await client.connect();
    closing.push(async () => client.destroy());
    const keys = (await client.keys("limits:default:60:{a}:*")) as string[];
    expect(keys).toHaveLength(1);
    const left = Number(await client.pTTL(keys[0] as string));
    expect(left).toBeGreaterThan(60_000);
    expect(left).toBeLessThanOrEqual(121_000);
  });
});

describe("when Redis fails in the middle", () => {
  test("killed: the limit holds from the counts so far, every call is answered in time, and it is told once", async () => {
    const { limiter, onFallback } = await aLimiter();
    expect(await takeMany(limiter, 40)).toMatchObject({ allowed: 40, stores: ["redis"] });
    const [during] = await Promise.all([takeMany(limiter, 10), redis.stop()]);
    const after = await takeMany(limiter, 100);
    expect(during.allowed + after.allowed).toBe(20);
    expect(after.stores).toEqual(["memory"]);
    expect(after.slowest).toBeLessThan(STALLED);
    expect(onFallback).toHaveBeenCalledTimes(1);
  });

  test("killed under two processes: each holds the limit alone, so at most twice the limit passes", async () => {
    const [one, other] = [await aLimiter(), await aLimiter()];
    const before = (await takeMany(one.limiter, 30)).allowed + (await takeMany(other.limiter, 10)).allowed;
    expect(before).toBe(40);
    await redis.stop();
    expect((await takeMany(one.limiter, 100)).allowed).toBe(30);
    expect((await takeMany(other.limiter, 100)).allowed).toBe(50);
  });

  test("back again, but empty: it is used again, and gives nobody a second share", async () => {
    const { limiter } = await aLimiter();
    expect((await takeMany(limiter, 50)).allowed).toBe(50);
    await redis.stop();
    expect((await takeMany(limiter, 5)).allowed).toBe(5);
    redis = await startRedis({ port: redis.port });
    await backInUse(limiter);
    expect(await takeMany(limiter, 100)).toMatchObject({ allowed: 5, stores: ["redis"] });
  });

  test("silent: nobody waits longer than the budget, the limit holds, and after it speaks again it is used", async () => {
    const { limiter, onFallback } = await aLimiter({ budgetMs: 50 });
    // Loaded machines may miss the budget before the pause too; the counts are the same either way.
    expect((await takeMany(limiter, 40)).allowed).toBe(40);
    pastTheBreaker();
    redis.pause();
    const first = await takeMany(limiter, 10);
    expect(first).toMatchObject({ allowed: 10, stores: ["memory"] });
    expect(first.slowest).toBeLessThan(STALLED);
    const then = await takeMany(limiter, 100);
    expect(then).toMatchObject({ allowed: 10, stores: ["memory"] });
    expect(then.slowest).toBeLessThan(STALLED);
    expect(onFallback).toHaveBeenCalledTimes(1);
    await expect(limiter.ping()).rejects.toThrow("no answer");
    redis.resume();
    await backInUse(limiter);
    expect((await takeMany(limiter, 100)).allowed).toBe(0);
  });

  test("never there: the process starts without it, limited, and says why", async () => {
    await redis.stop();
    const { limiter, onFallback } = await aLimiter();
    expect(await takeMany(limiter, 100)).toMatchObject({ allowed: 60, stores: ["memory"] });
    expect(onFallback.mock.calls).toEqual([[expect.stringContaining("ECONNREFUSED")]]);
    redis = await startRedis({ port: redis.port });
    await backInUse(limiter);
  });
});

test("a connection that owes an answer for more than five seconds is given up for a new one", async () => {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ["performance"] });
  const { commands, connected } = connectOverTcp(redis.url);
  closing.push(commands.close);
  await connected;
  redis.pause();
  const owed = commands.ping();
  vi.advanceTimersByTime(4999);
  const stillPatient = commands.ping();
  vi.advanceTimersByTime(2);
  const first = Promise.allSettled([owed, stillPatient]);
  await commands.ping().catch(() => {});
  expect((await first).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  redis.resume();
  await vi.waitFor(() => commands.ping(), { timeout: 30_000, interval: 50 });
});

describe("over REST, as Upstash serves it", () => {
  test("the same limit is shared with those who come over TCP", async () => {
    const rest = await aRestGateway(redis.url, "the token");
    const tcp = await aLimiter();
    const { limiter, onFallback } = await aLimiter({ at: { restUrl: rest.url, restToken: "the token" } });
    expect((await takeMany(tcp.limiter, 25)).allowed).toBe(25);
    expect(await takeMany(limiter, 100)).toMatchObject({ allowed: 35, stores: ["redis"] });
    expect(onFallback.mock.calls).toEqual([]);
  });

  test("a wrong token is a store that fails, not a limit that opens", async () => {
    const rest = await aRestGateway(redis.url, "the token");
    const { limiter, onFallback } = await aLimiter({ at: { restUrl: rest.url, restToken: "another" } });
    expect(await takeMany(limiter, 100)).toMatchObject({ allowed: 60, stores: ["memory"] });
    expect(onFallback).toHaveBeenCalledTimes(1);
  });
});

/** The REST protocol in front of our Redis: a command as a JSON array in, `{ result }` or `{ error }` out; or several. */
async function aRestGateway(url: string, token: string): Promise<{ url: string }> {
  const client = createClient({ url, RESP: 2 });
  await client.connect();
  const server: Server = createServer(async (request, response) => {
    const body: Buffer[] = [];
    for await (const chunk of request) body.push(chunk);
    const answer = (status: number, value: unknown) => response.writeHead(status).end(JSON.stringify(value));
    if (request.headers.authorization !== `Bearer ${token}`) return answer(401, { error: "WRONGPASS" });
    const run = (command: unknown[]) =>
      // Upstash understands the first line of the library's scripts; Redis does not.
      client.sendCommand(command.map((part) => String(part).replace(/^#!lua flags=allow-key-locking\n/, ""))).then(
        (result) => ({ result }),
        (error: Error) => ({ error: error.message }),
      );
    const sent = JSON.parse(Buffer.concat(body).toString());
    if (request.url === "/pipeline") return answer(200, await Promise.all(sent.map(run)));
    const done = await run(sent);
    answer("error" in done ? 400 : 200, done);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(async () => {
    client.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}
