import { describe, expect, test } from "vitest";
import { createSlidingWindows } from "./sliding-windows.ts";
import { buckets, defaultLimits } from "./table.ts";

const start = Date.parse("2026-11-22T10:00:00Z");
const sixty = { requests: 60, seconds: 60 };

function taking(limit = sixty) {
  const windows = createSlidingWindows();
  const take = (ms: number, key = "a") => windows.take("default", limit, key, start + ms);
  const takeMany = (count: number, ms: number) =>
    Array.from({ length: count }, () => take(ms)).filter(({ allowed }) => allowed).length;
  return { ...windows, take, takeMany };
}

describe("every limit lets its last one through and refuses the next", () => {
  test.each(buckets)("%s", (bucket) => {
    const windows = createSlidingWindows();
    const limit = defaultLimits[bucket];
    const verdicts = Array.from({ length: limit.requests + 1 }, () => windows.take(bucket, limit, "a", start));
    expect(verdicts.at(-2)).toMatchObject({ allowed: true, remaining: 0 });
    expect(verdicts.at(-1)).toMatchObject({ allowed: false, remaining: 0 });
  });
});

test("what remains is counted down from one below the limit", () => {
  const { take } = taking({ requests: 3, seconds: 60 });
  expect([take(0), take(0), take(0), take(0)].map(({ remaining }) => remaining)).toEqual([2, 1, 0, 0]);
});

test("keys and buckets are counted apart", () => {
  const windows = createSlidingWindows();
  const one = { requests: 1, seconds: 60 };
  for (const [bucket, key] of [
    ["login", "a"],
    ["login", "b"],
    ["pages", "a"],
  ] as const) {
    expect(windows.take(bucket, one, key, start).allowed).toBe(true);
    expect(windows.take(bucket, one, key, start).allowed).toBe(false);
  }
});

test("the window slides: the share of the earlier one that lies within reach still counts", () => {
  const { takeMany } = taking();
  expect(takeMany(100, 59_000)).toBe(60);
  expect(takeMany(100, 60_000)).toBe(0); // a fixed window would let sixty through
  expect(takeMany(100, 75_000)).toBe(15); // a quarter of a minute on
  expect(takeMany(100, 90_000)).toBe(15); // half: thirty of the earlier ones and fifteen since
});

test("after two windows of silence nothing counts any more", () => {
  const { takeMany } = taking();
  expect(takeMany(60, 0)).toBe(60);
  expect(takeMany(100, 120_000)).toBe(60);
});

test("whoever waits as long as told succeeds, and is not told to wait two milliseconds too long", () => {
  for (const [first, second] of [
    [60, 0],
    [60, 30],
    [45, 40],
    [59, 12],
    [1, 60],
    [7, 55],
  ] as const) {
    for (const at of [60_000, 60_001, 71_234, 119_999]) {
      const told = () => {
        const tried = taking();
        tried.takeMany(first, 0);
        tried.takeMany(second, 60_000);
        for (;;) {
          const verdict = tried.take(at);
          if (!verdict.allowed) return { ...tried, ready: at + verdict.retryAfterMs };
        }
      };
      const early = told();
      expect(early.take(early.ready - 2).allowed).toBe(false);
      const onTime = told();
      expect(onTime.take(onTime.ready).allowed).toBe(true);
    }
  }
});

test("a lowered limit holds for what was taken before, and its wait still ends in a success", () => {
  const windows = createSlidingWindows();
  for (let taken = 0; taken < 60; taken++) windows.take("default", sixty, "a", start);
  const lower = { requests: 5, seconds: 60 };
  const refused = windows.take("default", lower, "a", start + 1000);
  expect(refused.allowed).toBe(false);
  const ready = start + 1000 + refused.retryAfterMs;
  expect(windows.take("default", lower, "a", ready - 1).allowed).toBe(false);
  expect(windows.take("default", lower, "a", ready).allowed).toBe(true);
});

test("a clock set back a little gives nobody a second share", () => {
  const { takeMany } = taking();
  expect(takeMany(60, 60_500)).toBe(60);
  expect(takeMany(100, 59_000)).toBe(0);
});

test("what is given back can be taken again, also when the window has passed meanwhile", () => {
  const { take, takeMany, release } = taking();
  takeMany(60, 59_999);
  const { window } = take(59_999);
  for (let given = 0; given < 60; given++) release("default", "a", window);
  expect(takeMany(100, 59_999)).toBe(60);
  expect(takeMany(1, 60_000)).toBe(0);
  release("default", "a", window);
  expect(takeMany(100, 60_000)).toBe(1);
});

test("memory is bounded however many keys come, and the key in use is not the one forgotten", () => {
  const windows = createSlidingWindows(100);
  const one = { requests: 1, seconds: 60 };
  windows.take("login", one, "under attack", start);
  for (let other = 0; other < 10_000; other++) {
    windows.take("login", one, `other ${other}`, start);
    expect(windows.take("login", one, "under attack", start).allowed).toBe(false);
  }
  expect(windows.size()).toBe(100);
  windows.take("login", one, "next", start + 60_000);
  expect(windows.size()).toBe(101);
  windows.take("login", one, "next but one", start + 180_000);
  expect(windows.size()).toBe(1);
});
