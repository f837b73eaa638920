import { AsyncLocalStorage } from "node:async_hooks";
import pino, { type Logger } from "pino";
import { env } from "./env.ts";
import { processState } from "./process-state.ts";

/** Names under which a secret could reach a log line by mistake; the values are replaced at any of the first three levels. */
const SECRET_NAMES = [
  "password",
  "secret",
  "token",
  "apiKey",
  "authorization",
  "cookie",
  "email",
  "text",
  "title",
  "name",
];

/** Carries the request id to every line written while a request is served. */
const requests = processState("log.requests", () => new AsyncLocalStorage<{ requestId: string }>());

/** The structured log of this process: JSON lines on standard output, each with the id of its request where there is one. */
export function log(): Logger {
  return processState("log", () =>
    pino({
      level: env().logLevel,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
        censor: "[redacted]",
      },
      mixin: () => requests.getStore() ?? {},
      serializers: { err: describeError, error: describeError },
    }),
  );
}

/** Runs `work`; every log line written during it names the request. */
export function withRequestId<T>(requestId: string, work: () => T): T {
  return requests.run({ requestId }, work);
}

/** An error for the log: kind, message, code and stack; never the parameters of a statement, which may be personal. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { kind: typeof error };
  const cause = error.cause instanceof Error ? describeError(error.cause) : undefined;
  const code = (error as { code?: unknown }).code;
  // A database driver's message repeats the statement and its values; the first line up to "params:" is the statement.
  const message = error.message.split(/\nparams:/)[0];
  const stack = error.stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .slice(0, 12);
  return { kind: error.name, message, ...(code === undefined ? {} : { code }), stack, ...(cause ? { cause } : {}) };
}
