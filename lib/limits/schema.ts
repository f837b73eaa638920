import { z } from "zod";
import { type Bucket, buckets } from "./table.ts";

const whole = (max: number) => {
  const sentence = `must be a whole number from 1 to ${max.toLocaleString("en")}`;
  return z.int(sentence).min(1, sentence).max(max, sentence);
};

/** A window longer than a day would keep its counts longer than a restart leaves them. */
const Limit = z.strictObject({ requests: whole(10_000_000), seconds: whole(86_400) });

/** What an administrator or the environment changes: known buckets only, each with its whole limit. */
export const LimitOverrides = z.strictObject(
  Object.fromEntries(buckets.map((bucket) => [bucket, Limit.optional()])) as Record<
    Bucket,
    z.ZodOptional<typeof Limit>
  >,
);
export type LimitOverrides = z.infer<typeof LimitOverrides>;

/**
 * Reads the setting `LIMITS`, such as `{"default":{"requests":100000,"seconds":60}}`.
 * Throws an error whose message is one sentence for the operator; it names the place, never the value.
 */
export function parseLimits(json: string): LimitOverrides {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new Error('LIMITS must be JSON such as {"default":{"requests":100,"seconds":60}}.');
  }
  const parsed = LimitOverrides.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join(".") ?? "";
  if (issue?.code === "unrecognized_keys") {
    const allowed = place === "" ? buckets.join(", ") : "requests, seconds";
    throw new Error(`LIMITS${place && `: ${place}`} knows only these names: ${allowed}.`);
  }
  if (issue?.code === "invalid_type" && issue.expected === "object") {
    throw new Error(
      place === "" ? "LIMITS must be a JSON object." : `LIMITS: ${place} must be an object with requests and seconds.`,
    );
  }
  throw new Error(`LIMITS: ${place} ${issue?.message ?? "is not valid"}.`);
}
