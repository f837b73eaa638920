import type { IncomingMessage } from "node:http";

/**
 * Counts a body as it comes in, whatever its request says of its length, and calls `onOver` once when it is more than
 * `most` bytes. From there on nothing of it is passed on, and not its end either: half a body must never look like a
 * whole one.
 */
export function capBody(request: IncomingMessage, most: number, onOver: () => void): void {
  const push = request.push;
  let size = 0;
  request.push = (chunk: Uint8Array | null, encoding?: BufferEncoding) => {
    if (size > most) return true;
    size += chunk?.byteLength ?? 0;
    if (size <= most) return push.call(request, chunk, encoding);
    onOver();
    return true;
  };
}
