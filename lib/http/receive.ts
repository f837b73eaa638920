import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { log } from "#lib/platform/log.ts";
import { capBody } from "./cap-body.ts";
import { isUploadDoor } from "./doors.ts";
import { type Intake, mostBytes, takeIn } from "./intake.ts";
import { keepBody } from "./uploaded-body.ts";

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Takes one request in, hands it to the pages, and writes a line about how it ended. Never throws. */
export function receive(request: IncomingMessage, response: ServerResponse, intake: Intake, handle: Handler): void {
  const from = performance.now();
  outliveClient(request);
  const path = (request.url ?? "").split("?", 1)[0] as string;
  response.once("close", () => report(request, response, path, performance.now() - from));
  const refused = takeIn(request, intake);
  if (refused !== null) {
    refusePlainly(response, refused);
    return;
  }
  const isUpload = request.method === "POST" && isUploadDoor(path);
  if (!isUpload) capBody(request, mostBytes(path), () => refuseRest(response));
  handle(isUpload ? keepBody(request, response) : request, response).catch((error: unknown) => {
    log().error({ err: error, path: path.slice(0, 200) }, "a request failed outside the pages");
    if (response.headersSent) response.destroy();
    else refusePlainly(response, 500);
  });
}

/** Requests of a connection that may be under way; more than a few at once is pipelining, which no browser does. */
const MOST_UNDER_WAY = 16;
const underWay = new WeakMap<Socket, IncomingMessage[]>();

/**
 * A client that leaves before it is answered is no error. Node tells the request of it, and Next may have put another
 * stream's listeners in place of the request's own by then (it hands bodies out twice): without a listener the process
 * would end. So one is added at the last moment, when the connection closes and before Node tells.
 */
function outliveClient(request: IncomingMessage): void {
  const { socket } = request;
  const known = underWay.get(socket);
  const requests = known ?? [];
  requests.push(request);
  if (requests.length > MOST_UNDER_WAY) requests.shift();
  if (known !== undefined) return;
  underWay.set(socket, requests);
  socket.prependOnceListener("close", () => {
    for (const each of requests) each.on("error", () => {});
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

/** A body has become too long while it came in: whatever was to be answered, nothing of it is done. */
function refuseRest(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else refusePlainly(response, 413);
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
