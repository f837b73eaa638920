import { describe, expect, test } from "vitest";
import { LimitOverrides, parseLimits } from "./schema.ts";

test("a limit may lie anywhere within its bounds, both included", () => {
  expect(parseLimits('{"default":{"requests":1,"seconds":1},"login":{"requests":10000000,"seconds":86400}}')).toEqual({
    default: { requests: 1, seconds: 1 },
    login: { requests: 10_000_000, seconds: 86_400 },
  });
  expect(parseLimits("{}")).toEqual({});
});

describe("a wrong setting is explained in one sentence that does not repeat it", () => {
  const whole = (place: string, max: string) => `LIMITS: ${place} must be a whole number from 1 to ${max}.`;
  test.each([
    ["{", 'LIMITS must be JSON such as {"default":{"requests":100,"seconds":60}}.'],
    ["[]", "LIMITS must be a JSON object."],
    ["null", "LIMITS must be a JSON object."],
    ['{"default":60}', "LIMITS: default must be an object with requests and seconds."],
    ['{"hunter2":{}}', "LIMITS knows only these names: default, pages, login, file_upload, api_calls, csp_report."],
    ['{"login":{"requests":1,"seconds":1,"x":1}}', "LIMITS: login knows only these names: requests, seconds."],
    ['{"login":{"requests":0,"seconds":1}}', whole("login.requests", "10,000,000")],
    ['{"login":{"requests":10000001,"seconds":1}}', whole("login.requests", "10,000,000")],
    ['{"login":{"requests":1.5,"seconds":1}}', whole("login.requests", "10,000,000")],
    ['{"login":{"requests":"5","seconds":1}}', whole("login.requests", "10,000,000")],
    ['{"login":{"requests":1,"seconds":0}}', whole("login.seconds", "86,400")],
    ['{"login":{"requests":1,"seconds":86401}}', whole("login.seconds", "86,400")],
    ['{"login":{"requests":1}}', whole("login.seconds", "86,400")],
  ])("%s", (json, sentence) => {
    expect(() => parseLimits(json)).toThrow(new Error(sentence));
  });
});

test("a key that reaches for the prototype is refused like any other unknown one", () => {
  expect(LimitOverrides.safeParse(JSON.parse('{"__proto__":{"requests":1,"seconds":1}}')).success).toBe(false);
});
