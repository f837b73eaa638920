import { randomUUID } from "node:crypto";
import { IncomingMessage, type ServerResponse } from "node:http";
import { fileLimits } from "#lib/documents/numbers.ts";
import { processState } from "#lib/platform/process-state.ts";
import { internalHeaders } from "./internal-headers.ts";

/** Uploads whose bodies wait for their door, by the number that their request carries. */
const kept = processState("http.uploads", () => new Map<string, IncomingMessage>());

/**
 * Next hands the body of a request out twice, to the middleware and to the door: it holds all of it in memory, and lets a
 * door begin only when the last byte is there. An upload is to be refused while it comes in. So the pages get a twin of
 * its request, which has no body, and the door gets the body itself.
 */
export function keepBody(request: IncomingMessage, response: ServerResponse): IncomingMessage {
  const number = randomUUID();
  kept.set(number, request);
  response.once("close", () => kept.delete(number));
  // What a door left unread is read and forgotten: who sends it would not look at the answer otherwise.
  response.once("finish", () => request.resume());
  const twin = new IncomingMessage(request.socket);
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders } = request;
  const headers = { ...request.headers, [internalHeaders.upload]: number };
  Object.assign(twin, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders, headers });
  twin.complete = true;
  twin.push(null);
  return twin;
}

/** The content of an upload, as it comes in; where no server of ours stands in front, the body of the request. */
export function uploadedBody({ headers, body }: Request): AsyncIterable<Uint8Array> {
  const number = headers.get(internalHeaders.upload);
  if (number === null) return body ?? nothing();
  const request = kept.get(number);
  kept.delete(number);
  // Letting go of it must not close the connection: the answer has still to go out.
  return request?.iterator({ destroyOnReturn: false }) ?? nothing();
}

/** Whether a request says itself that it brings more than a file may have. */
export function isDeclaredTooLarge({ headers }: Request): boolean {
  return Number(headers.get("content-length") ?? 0) > fileLimits.bytes;
}

async function* nothing(): AsyncGenerator<Uint8Array> {}
