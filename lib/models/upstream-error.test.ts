import { expect, test } from "vitest";
import { failureOfEvent, failureOfStatus } from "./upstream-error.ts";

test.each([
  [401, "", true, "wrong-key"],
  [401, "", false, "no-key"],
  [402, "", true, "quota"],
  [429, '{"error":{"code":"insufficient_quota"}}', true, "quota"],
  [429, '{"error":{"code":"rate_limit_exceeded"}}', true, "rate-limited"],
  [529, '{"error":{"type":"overloaded_error"}}', true, "rate-limited"],
  [503, "<html>", true, "rate-limited"],
  [413, "", true, "too-long"],
  [400, '{"error":{"code":"context_length_exceeded"}}', true, "too-long"],
  [400, '{"error":"the request exceeds the available context size"}', true, "too-long"],
  [400, '{"error":{"message":"Your credit balance is too low"}}', true, "quota"],
  [400, '{"error":{"code":"content_filter"}}', true, "content-refused"],
  [404, '{"error":{"message":"model \\"llama9\\" not found, try pulling it first"}}', true, "model-not-found"],
  [404, "<html>", true, "model-not-found"],
  [400, "model `x` does not exist", true, "model-not-found"],
  [302, "", true, "unreachable"],
  [504, "", true, "timed-out"],
  [500, "", true, "failed"],
  [418, "", true, "failed"],
  [0, "", true, "failed"],
] as const)("%i with %s (key: %s) means %s", (status, said, hasKey, failure) => {
  expect(failureOfStatus(status, said, hasKey)).toBe(failure);
});

test.each([
  [{ code: "insufficient_quota" }, "quota"],
  [{ type: "overloaded_error", message: "Overloaded" }, "rate-limited"],
  [{ message: "prompt is too long: 9 tokens" }, "too-long"],
  ["rate_limit", "rate-limited"],
  [{ message: { nested: true } }, "failed"],
  [null, "failed"],
  [42, "failed"],
  [{ message: "x".repeat(10_000_000) }, "failed"],
] as const)("the error %o inside a stream means %s", (error, failure) => {
  expect(failureOfEvent(error)).toBe(failure);
});
