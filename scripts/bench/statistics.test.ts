import { expect, test } from "vitest";
import { difference, percentile } from "./statistics.ts";

test("a percentile is the nearest rank, whatever the order", () => {
  const values = [5, 1, 4, 2, 3, 6, 7, 8, 9, 10];
  expect(percentile(values, 50)).toBe(5);
  expect(percentile(values, 95)).toBe(10);
  expect(percentile(values, 90)).toBe(9);
  expect(percentile([7], 95)).toBe(7);
});

test("of nothing there is no percentile and no difference", () => {
  expect(percentile([], 50)).toBeNull();
  expect(difference(null, 1)).toBeNull();
});
