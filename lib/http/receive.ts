import type { IncomingMessage, ServerResponse } from "node:http";
import { log } from "#lib/platform/log.ts";
import { type Intake, takeIn } from "./intake.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Takes one request in, hands it to the pages, and writes a line about how it ended. Never throws. */
export function receive(request: IncomingMessage, response: ServerResponse, intake: Intake, handle: Handler): void {
  const from = performance.now();
  const path = (request.url ?? "").split("?", 1)[0] as string;
  response.once("close", () => report(request, response, path, performance.now() - from));
  const refused = takeIn(request, intake);
  if (refused !== null) {
    refusePlainly(response, refused);
    return;
  }
  handle(request, response).catch((error: unknown) => {
    log().error({ err: error, path: path.slice(0, 200) }, "a request failed outside the pages");
    if (response.headersSent) response.destroy();
    else refusePlainly(response, 500);
  });
}

const words = { 400: "Bad request\n", 405: "Method not allowed\n", 413: "Too large\n", 500: "Something went wrong\n" };

function refusePlainly(response: ServerResponse, status: keyof typeof words): void {
  response.writeHead(status, {
    "content-type": "text/plain; charset=utf-8",
    "x-content-type-options": "nosniff",
    connection: "close",
  });
  response.end(words[status]);
}

/** Built files pass no middleware, and so have no request id; probes of health come by the minute. */
function isRoutine(path: string): boolean {
  return path.startsWith("/_next/") || path.startsWith("/api/health") || /^\/(icon\.svg|trusted-types\.js)$/.test(path);
}

/** One line per answer, without address and query: both may be personal. */
function report(request: IncomingMessage, response: ServerResponse, path: string, took: number): void {
  const status = response.headersSent ? response.statusCode : null;
  const line = {
    method: request.method,
    path: path.slice(0, 200),
    status,
    ms: Math.round(took),
    requestId: response.getHeader("x-request-id"),
    ...(response.writableFinished ? {} : { cut: true }),
  };
  if (status !== null && status >= 500) log().error(line, "answered");
  else if (isRoutine(path)) log().debug(line, "answered");
  else log().info(line, "answered");
}
