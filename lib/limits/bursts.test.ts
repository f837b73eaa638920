import { expect, test } from "vitest";
import { createBursts } from "./bursts.ts";

test("the first refusal in a minute begins a burst, the later ones are counted", () => {
  const bursts = createBursts();
  expect(bursts.refuse("login", "a", 0)).toEqual({ firstOfBurst: true, burstCount: 1 });
  expect(bursts.refuse("login", "a", 1)).toEqual({ firstOfBurst: false, burstCount: 1 });
  expect(bursts.refuse("login", "a", 59_999)).toEqual({ firstOfBurst: false, burstCount: 2 });
  expect(bursts.refuse("login", "a", 60_000)).toEqual({ firstOfBurst: true, burstCount: 3 });
  expect(bursts.refuse("login", "a", 120_000)).toEqual({ firstOfBurst: true, burstCount: 1 });
});

test("every key and every bucket has bursts of its own", () => {
  const bursts = createBursts();
  for (const [bucket, key] of [
    ["login", "a"],
    ["login", "b"],
    ["pages", "a"],
  ] as const) {
    expect(bursts.refuse(bucket, key, 0).firstOfBurst).toBe(true);
  }
});

test("what a burst left unreported comes out once it is over, exactly once", () => {
  const bursts = createBursts();
  for (const at of [0, 10, 20]) bursts.refuse("login", "a", at);
  bursts.refuse("login", "alone", 30);
  bursts.refuse("login", "b", 30_000);
  bursts.refuse("login", "b", 30_001);
  expect(bursts.drain(59_999)).toEqual([]);
  expect(bursts.drain(60_030)).toEqual([{ bucket: "login", key: "a", startedAt: 0, count: 2 }]);
  expect(bursts.drain(90_000)).toEqual([{ bucket: "login", key: "b", startedAt: 30_000, count: 1 }]);
  expect(bursts.drain(999_999)).toEqual([]);
  expect(bursts.refuse("login", "a", 999_999)).toEqual({ firstOfBurst: true, burstCount: 1 });
});

test("of more bursts than are held, the oldest is forgotten", () => {
  const bursts = createBursts(2);
  for (const key of ["a", "b", "c"]) bursts.refuse("login", key, 0);
  expect(bursts.refuse("login", "c", 1).firstOfBurst).toBe(false);
  expect(bursts.refuse("login", "b", 1).firstOfBurst).toBe(false);
  expect(bursts.refuse("login", "a", 1).firstOfBurst).toBe(true);
});
