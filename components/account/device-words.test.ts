import { expect, test } from "vitest";
import { deviceWords } from "./device-words.ts";

const say = (userAgent: string | null) => Object.values(deviceWords(userAgent)).join(" on ");
const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)";
const ios = "AppleWebKit/605.1.15 (KHTML, like Gecko)";

test.each([
  ["Chrome on Windows", `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36`],
  [
    "Edge on Windows",
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0`,
  ],
  ["Opera on Linux", `Mozilla/5.0 (X11; Linux x86_64) ${webkit} Chrome/141.0.0.0 Safari/537.36 OPR/125.0.0.0`],
  ["Firefox on Linux", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"],
  ["Safari on macOS", `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${ios} Version/26.1 Safari/605.1.15`],
  [
    "Safari on iPhone",
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${ios} Version/26.1 Mobile/15E148 Safari/604.1`,
  ],
  [
    "Chrome on iPhone",
    `Mozilla/5.0 (iPhone; CPU iPhone OS 18_7 like Mac OS X) ${ios} CriOS/142.0.7 Mobile/15E148 Safari/604.1`,
  ],
  ["Firefox on iPad", `Mozilla/5.0 (iPad; CPU OS 18_7 like Mac OS X) ${ios} FxiOS/145.0 Mobile/15E148 Safari/605.1.15`],
  ["Chrome on Android", `Mozilla/5.0 (Linux; Android 10; K) ${webkit} Chrome/142.0.0.0 Mobile Safari/537.36`],
  [
    "Samsung Internet on Android",
    `Mozilla/5.0 (Linux; Android 10; K) ${webkit} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ],
  ["Chrome on ChromeOS", `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${webkit} Chrome/142.0.0.0 Safari/537.36`],
])("is %s", (words, userAgent) => {
  expect(say(userAgent)).toBe(words);
});

test("says nothing that the header does not say", () => {
  expect(deviceWords(null)).toEqual({ browser: null, system: null });
  expect(deviceWords("curl/8.14.1")).toEqual({ browser: "curl", system: null });
  expect(deviceWords("<script>alert(1)</script>")).toEqual({ browser: null, system: null });
});
