import { log } from "#lib/platform/log.ts";
import { internalHeaders } from "./internal-headers.ts";

/** One line for what a page or a route threw. */
export function logRequestError(
  error: unknown,
  headers: NodeJS.Dict<string | string[]>,
  where: { route: string; method: string },
): void {
  log().error({ err: error, requestId: headers[internalHeaders.requestId], ...where }, "a request failed");
}
