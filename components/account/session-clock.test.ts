import { expect, test } from "vitest";
import { endOfSession, isUse } from "./session-clock.ts";

test("a session ends by whichever clock comes first", () => {
  expect(endOfSession({ idle: 1000, endsAt: 5000 }, 0)).toEqual({ at: 1000, why: "idle" });
  expect(endOfSession({ idle: 1000, endsAt: 5000 }, 3999)).toEqual({ at: 4999, why: "idle" });
  expect(endOfSession({ idle: 1000, endsAt: 5000 }, 4000)).toEqual({ at: 5000, why: "absolute" });
});

test("only what the person asked of this site is a use of the session", () => {
  const site = "https://chat.example.org";
  expect(isUse(`${site}/chat`, site)).toBe(true);
  expect(isUse(`${site}/api/chat`, site)).toBe(true);
  expect(isUse(`${site}/_next/static/chunks/a.js`, site)).toBe(false);
  expect(isUse(`${site}/api/events?after=1`, site)).toBe(false);
  expect(isUse(`${site}.evil.example/chat`, site)).toBe(false);
});
