import { expect, test } from "vitest";
import { absoluteTime, relativeTime } from "./relative-time.ts";

const now = Date.UTC(2026, 10, 22, 12);
const ago = (seconds: number, locale = "en") => relativeTime(now - seconds * 1000, now, locale);

test("within a minute it is now, whichever clock is ahead", () => {
  expect(ago(0)).toBe("now");
  expect(ago(59)).toBe("now");
  expect(ago(-59)).toBe("now");
  expect(ago(60)).toBe("1 min. ago");
});

test("the unit changes exactly at the hour, the day and the week", () => {
  expect(ago(3599)).toBe("59 min. ago");
  expect(ago(3600)).toBe("1 hr. ago");
  expect(ago(86_399)).toBe("23 hr. ago");
  expect(ago(86_400)).toBe("yesterday");
  expect(ago(7 * 86_400 - 1)).toBe("6 days ago");
  expect(ago(7 * 86_400)).toBeNull();
});

test("it speaks the reader's language", () => {
  expect(ago(240, "de")).toBe("vor 4 Min.");
  expect(ago(86_400, "de")).toBe("gestern");
});

test("an absolute time is that of the zone it is asked for", () => {
  expect(absoluteTime(now, "de", "minute", "UTC")).toContain("12:00");
  expect(absoluteTime(now, "de", "minute", "Asia/Tokyo")).toContain("21:00");
  expect(absoluteTime(now, "en", "date", "UTC")).toBe("Nov 22, 2026");
  expect(absoluteTime(now, "en", "second", "UTC")).toMatch(/12:00:00.+UTC$/);
});
