import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLimiter } from "./limiter.ts";
import type { SharedStore } from "./store.ts";
import { defaultLimits, type LimitTable } from "./table.ts";

const start = Date.parse("2026-11-22T10:00:00Z");
const late = () => new Promise<never>(() => {});
const lets = async () => ({ allowed: true, remaining: 7, resetAt: start + 60_000 });
const refuses = async () => ({ allowed: false, remaining: 0, resetAt: start + 60_000 });

beforeEach(() => void vi.useFakeTimers({ now: start, toFake: ["Date", "setTimeout", "clearTimeout", "setImmediate"] }));
afterEach(() => void vi.useRealTimers());

function limiterOn(
  answer: (() => ReturnType<SharedStore["take"]>) | null,
  limits: () => LimitTable = () => defaultLimits,
) {
  const onFallback = vi.fn();
  const take = vi.fn<SharedStore["take"]>(() => (answer as () => ReturnType<SharedStore["take"]>)());
  const redis = { take, isOpening: vi.fn(() => false), ping: vi.fn(async () => {}), close: vi.fn(async () => {}) };
  const limiter = createLimiter({ limits, redis: answer === null ? null : redis, onFallback });
  const answerWith = (next: typeof answer) => {
    answer = next;
  };
  return { limiter, redis, onFallback, answerWith };
}

describe("without Redis", () => {
  test("the sixth sign-in within a minute is refused with the time to wait", async () => {
    const { limiter, onFallback } = limiterOn(null);
    for (let taken = 1; taken <= 5; taken++) {
      expect(await limiter.take("login", "a")).toEqual({
        allowed: true,
        limit: 5,
        remaining: 5 - taken,
        resetAt: new Date(start + 60_000),
        retryAfterSeconds: 0,
        store: "memory",
      });
    }
    expect(await limiter.take("login", "a")).toEqual({
      allowed: false,
      limit: 5,
      remaining: 0,
      resetAt: new Date(start + 60_000),
      retryAfterSeconds: 61, // the next window and one millisecond, in whole seconds
      store: "memory",
      firstOfBurst: true,
      burstCount: 1,
    });
    expect(await limiter.ping()).toBe("memory");
    expect(onFallback).not.toHaveBeenCalled();
  });

  test("of a hundred at once exactly the limit pass", async () => {
    const { limiter } = limiterOn(null);
    const taken = await Promise.all(Array.from({ length: 100 }, () => limiter.take("default", "a")));
    expect(taken.filter(({ allowed }) => allowed)).toHaveLength(60);
  });

  test("a limit changed by the administrator holds at the next call", async () => {
    let limits: LimitTable = defaultLimits;
    const { limiter } = limiterOn(null, () => limits);
    for (let taken = 0; taken < 5; taken++) await limiter.take("login", "a");
    expect((await limiter.take("login", "a")).allowed).toBe(false);
    limits = { ...defaultLimits, login: { requests: 6, seconds: 60 } };
    expect(await limiter.take("login", "a")).toMatchObject({ allowed: true, limit: 6 });
    expect((await limiter.take("login", "a")).allowed).toBe(false);
  });

  test("keys of any length are told apart by all of their characters", async () => {
    const { limiter } = limiterOn(null, () => ({ ...defaultLimits, login: { requests: 1, seconds: 60 } }));
    const long = "x".repeat(100_000);
    expect((await limiter.take("login", `${long}a`)).allowed).toBe(true);
    expect((await limiter.take("login", `${long}b`)).allowed).toBe(true);
    expect((await limiter.take("login", `${long}a`)).allowed).toBe(false);
  });
});

describe("with Redis", () => {
  test("Redis decides, and its refusal gives back what was counted here", async () => {
    const { limiter, answerWith } = limiterOn(lets);
    expect(await limiter.take("login", "a")).toMatchObject({ allowed: true, remaining: 7, store: "redis" });
    answerWith(refuses);
    for (let tries = 0; tries < 20; tries++) {
      expect(await limiter.take("login", "a")).toMatchObject({ allowed: false, store: "redis", retryAfterSeconds: 61 });
    }
    answerWith(lets);
    expect(await limiter.take("login", "a")).toMatchObject({ allowed: true, store: "redis" });
  });

  test("Redis sees no key longer than 64 characters and is asked once per take", async () => {
    const { limiter, redis } = limiterOn(lets);
    await limiter.take("login", "k".repeat(64));
    await limiter.take("login", "k".repeat(65));
    expect(redis.take.mock.calls.map(([, , key]) => key)).toEqual([
      "k".repeat(64),
      expect.stringMatching(/^[\w-]{43}$/),
    ]);
  });

  test("what this process has already let through is refused even if Redis was emptied", async () => {
    const { limiter } = limiterOn(lets);
    for (let taken = 0; taken < 5; taken++) expect((await limiter.take("login", "a")).allowed).toBe(true);
    expect(await limiter.take("login", "a")).toMatchObject({ allowed: false, store: "memory" });
  });

  test("while the first connection is being made this process decides and nobody is alarmed", async () => {
    const { limiter, redis, onFallback } = limiterOn(lets);
    redis.isOpening.mockReturnValueOnce(true);
    expect((await limiter.take("login", "a")).store).toBe("memory");
    expect((await limiter.take("login", "a")).store).toBe("redis");
    expect(onFallback).not.toHaveBeenCalled();
  });
});

describe("when Redis does not answer", () => {
  test("an answer within the budget counts, one after it does not", async () => {
    const answerAfter = (ms: number) => () =>
      new Promise<Awaited<ReturnType<typeof lets>>>((resolve) => setTimeout(() => lets().then(resolve), ms));
    for (const [ms, store] of [
      [49, "redis"],
      [52, "memory"],
    ] as const) {
      const { limiter } = limiterOn(answerAfter(ms));
      const taken = limiter.take("login", "a");
      await vi.advanceTimersByTimeAsync(60);
      expect((await taken).store).toBe(store);
    }
  });

  test("the counts of this process go on from where they were, and the limit holds", async () => {
    const { limiter, answerWith, onFallback } = limiterOn(lets);
    for (let taken = 0; taken < 3; taken++) await limiter.take("login", "a");
    answerWith(late);
    const taken = Promise.all(Array.from({ length: 10 }, () => limiter.take("login", "a")));
    await vi.advanceTimersByTimeAsync(51);
    expect((await taken).filter(({ allowed }) => allowed)).toHaveLength(2);
    expect(onFallback.mock.calls).toEqual([["no answer within 50 ms"]]);
  });

  test("it is left alone for a second, then one call tries it, and an answer brings it back", async () => {
    const { limiter, redis, answerWith, onFallback } = limiterOn(() => Promise.reject(new Error("gone")));
    const take = () => limiter.take("pages", "a");
    expect((await take()).store).toBe("memory");
    vi.setSystemTime(start + 999);
    expect((await take()).store).toBe("memory");
    expect(redis.take).toHaveBeenCalledTimes(1);

    vi.setSystemTime(start + 1000);
    answerWith(late);
    const probe = Promise.all([take(), take(), take()]);
    expect(redis.take).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(51);
    await probe;

    answerWith(lets);
    vi.setSystemTime(start + 3000);
    expect((await take()).store).toBe("redis");
    expect((await take()).store).toBe("redis");
    expect(onFallback.mock.calls).toEqual([["gone"]]);
  });

  test("an outage is told once, and the next one after a minute of calm again", async () => {
    const { limiter, onFallback } = limiterOn(() => Promise.reject(new Error("gone")));
    for (let second = 0; second < 100; second++) {
      vi.setSystemTime(start + second * 1000);
      await limiter.take("pages", "a");
    }
    expect(onFallback).toHaveBeenCalledTimes(1);
    vi.setSystemTime(start + 99_000 + 60_000);
    await limiter.take("pages", "a");
    expect(onFallback).toHaveBeenCalledTimes(2);
  });

  test("health says so within a second", async () => {
    const { limiter, redis } = limiterOn(lets);
    expect(await limiter.ping()).toBe("redis");
    redis.ping.mockImplementation(late);
    const asked = expect(limiter.ping()).rejects.toThrow("no answer within 1000 ms");
    await vi.advanceTimersByTimeAsync(1001);
    await asked;
  });
});

test("a flood makes one refusal to report and a count of the rest", async () => {
  const { limiter } = limiterOn(null);
  const flood = await Promise.all(Array.from({ length: 105 }, () => limiter.take("login", "a")));
  const refused = flood.filter((taken) => !taken.allowed);
  expect(refused.filter(({ firstOfBurst }) => firstOfBurst)).toHaveLength(1);
  expect(refused.at(-1)?.burstCount).toBe(99);
  vi.setSystemTime(start + 60_000);
  expect(limiter.drainBursts()).toEqual([{ bucket: "login", key: "a", count: 99, startedAt: start }]);
});
