import { expect, test } from "vitest";
import { limitField, readLimits } from "./limits-input.ts";

const rows = [
  { bucket: "default", standard: { requests: 60, seconds: 60 } },
  { bucket: "login", standard: { requests: 5, seconds: 60 } },
];

function form(fields: Record<string, [requests: string, seconds: string]>): FormData {
  const data = new FormData();
  for (const [bucket, [requests, seconds]] of Object.entries(fields)) {
    data.set(limitField(bucket, "requests"), requests);
    data.set(limitField(bucket, "seconds"), seconds);
  }
  return data;
}

test("only what differs from the standard is a change", () => {
  expect(readLimits(rows, form({ default: ["", ""], login: ["", ""] }))).toEqual({ ok: true, value: {} });
  expect(readLimits(rows, form({ default: ["60", "60"], login: [" 7 ", "120"] }))).toEqual({
    ok: true,
    value: { login: { requests: 7, seconds: 120 } },
  });
});

test("half a limit is none, and the form says of which row", () => {
  expect(readLimits(rows, form({ default: ["10", ""], login: ["", ""] }))).toEqual({ ok: false, bucket: "default" });
  expect(readLimits(rows, form({ default: ["", ""], login: ["", "60"] }))).toEqual({ ok: false, bucket: "login" });
});

test.each([
  ["0", "60"],
  ["-1", "60"],
  ["1.5", "60"],
  ["1e3", "60"],
  ["10000001", "60"],
  ["5", "86401"],
  ["x", "60"],
])("%s in %s s is no limit", (requests, seconds) => {
  expect(readLimits(rows, form({ default: [requests, seconds] }))).toEqual({ ok: false, bucket: "default" });
});

test("the greatest and the smallest limit are limits", () => {
  expect(readLimits(rows, form({ default: ["10000000", "86400"], login: ["1", "1"] }))).toMatchObject({ ok: true });
});
