import { expect, test } from "vitest";
import { placeFloat } from "./place-float.ts";

const window = { width: 360, height: 640 };
const float = { width: 200, height: 150 };
const anchorAt = (left: number, top: number) => ({ left, right: left + 40, top, bottom: top + 36 });

test("it opens under its anchor, at the side asked for", () => {
  expect(placeFloat(anchorAt(100, 100), float, window, "start")).toEqual({ left: 100, top: 140 });
  expect(placeFloat(anchorAt(300, 100), float, window, "end")).toEqual({ left: 140, top: 140 });
});

test("it opens above where below has no room", () => {
  expect(placeFloat(anchorAt(100, 560), float, window, "start").top).toBe(406);
});

test("it stays inside the window", () => {
  expect(placeFloat(anchorAt(310, 100), float, window, "start").left).toBe(152);
  expect(placeFloat(anchorAt(0, 100), float, window, "end").left).toBe(8);
});
