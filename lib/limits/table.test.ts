import { expect, test } from "vitest";
import { defaultLimits, mergeLimits } from "./table.ts";

test("the limits are those that are promised", () => {
  expect(defaultLimits).toMatchObject({
    default: { requests: 60, seconds: 60 },
    pages: { requests: 240, seconds: 60 },
    login: { requests: 5, seconds: 60 },
    file_upload: { requests: 10, seconds: 3600 },
    api_calls: { requests: 1000, seconds: 3600 },
  });
});

test("the environment beats the defaults and the administrator beats both, bucket by bucket", () => {
  const merged = mergeLimits(
    defaultLimits,
    { default: { requests: 1, seconds: 1 }, login: { requests: 2, seconds: 2 } },
    { login: { requests: 3, seconds: 3 } },
  );
  expect(merged).toEqual({
    ...defaultLimits,
    default: { requests: 1, seconds: 1 },
    login: { requests: 3, seconds: 3 },
  });
});
