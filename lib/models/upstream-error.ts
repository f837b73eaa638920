import type { ModelFailure } from "./stream.ts";

/** How a request to a model's server ended badly; thrown inside `lib/models` only and turned into a `failure` part there. */
export class UpstreamError extends Error {
  readonly failure: ModelFailure;
  constructor(failure: ModelFailure) {
    super(`model failure: ${failure}`);
    this.name = "UpstreamError";
    this.failure = failure;
  }
}

const TOO_LONG =
  /context[_ ](?:length|window|size)|maximum context|prompt is too long|too many (?:input )?tokens|input is too long|request_too_large|string_above_max_length/i;
const QUOTA = /insufficient_quota|billing|credit balance|exceeded your current quota|payment required|spending limit/i;
const REFUSED = /content_filter|content_policy|content management policy|flagged by|moderation_blocked|safety system/i;
const NOT_FOUND = /model_not_found|not_found_error|model .{0,200}(?:not found|does not exist)/i;
const WRONG_KEY = /invalid_api_key|authentication_error|permission_error/i;
const BUSY = /rate_limit|overloaded|too many requests/i;

/**
 * What a refusal means. `said` is the body or the error object as text: servers agree on status codes less than on the
 * words in the body, so the words are asked first where a status has several meanings.
 */
export function failureOfStatus(status: number, said: string, hasKey: boolean): ModelFailure {
  if (status === 401 || status === 403) return REFUSED.test(said) ? "content-refused" : hasKey ? "wrong-key" : "no-key";
  if (status === 402 || ((status === 400 || status === 429) && QUOTA.test(said))) return "quota";
  if (status === 413) return "too-long";
  if (status === 404) return "model-not-found";
  if (status === 408 || status === 504) return "timed-out";
  // 529 is how Anthropic says it is overloaded.
  if (status === 429 || status === 503 || status === 529) return "rate-limited";
  // We ask for no redirect, and following one could lead the key to somebody else.
  if (status >= 300 && status < 400) return "unreachable";
  if (status >= 400 && status < 500) {
    if (TOO_LONG.test(said)) return "too-long";
    if (REFUSED.test(said)) return "content-refused";
    if (NOT_FOUND.test(said)) return "model-not-found";
  }
  return "failed";
}

/** What an error inside a stream that began well means: `error` is whatever JSON the server put there. */
export function failureOfEvent(error: unknown): ModelFailure {
  const said = textOf(error);
  if (QUOTA.test(said)) return "quota";
  if (TOO_LONG.test(said)) return "too-long";
  if (REFUSED.test(said)) return "content-refused";
  if (WRONG_KEY.test(said)) return "wrong-key";
  if (BUSY.test(said)) return "rate-limited";
  if (NOT_FOUND.test(said)) return "model-not-found";
  return "failed";
}

const SAID_CHARACTERS = 4096;

function textOf(error: unknown): string {
  if (typeof error === "string") return error.slice(0, SAID_CHARACTERS);
  if (typeof error !== "object" || error === null) return "";
  const { code, type, message } = error as Record<string, unknown>;
  return [code, type, message]
    .filter((value) => typeof value === "string")
    .join(" ")
    .slice(0, SAID_CHARACTERS);
}
