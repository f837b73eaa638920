import type { ServerResponse } from "node:http";

/** A reply that is being written token by token. */
type Paced = {
  response: ServerResponse;
  /** The n-th token as a {@link chunkOf} its bytes, or null when there are no more. */
  frame: (index: number) => Buffer | null;
  /** Milliseconds between two tokens. */
  interval: number;
  startedAt: number;
  sent: number;
  done: () => void;
};

/** One chunk of a chunked body (RFC 9112, 7.1), ready for the socket: a third of the CPU of `response.write`. */
export function chunkOf(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from("\r\n")]);
}

/** How often the one timer looks for tokens that are due; finer than any interval that is asked for. */
const TICK_MS = 1;

/**
 * Writes many replies at their own pace from one timer, so that a hundred streams cost the server hardly any CPU.
 * A token is due at start + n × interval; the first one at once; a late tick catches up.
 */
export class Pacer {
  readonly #running = new Set<Paced>();
  #timer: NodeJS.Timeout | undefined;

  run(response: ServerResponse, interval: number, frame: Paced["frame"], done: () => void): void {
    // A zero interval means as fast as the clock can tell apart.
    const paced: Paced = {
      response,
      frame,
      interval: Math.max(interval, 0.001),
      startedAt: performance.now(),
      sent: 0,
      done,
    };
    this.#running.add(paced);
    response.on("close", () => this.#stop(paced));
    this.#advance(paced, paced.startedAt);
    if (this.#running.size > 0) this.#timer ??= setInterval(() => this.#tick(), TICK_MS);
  }

  #tick(): void {
    const now = performance.now();
    for (const paced of this.#running) this.#advance(paced, now);
  }

  #advance(paced: Paced, now: number): void {
    const due = Math.floor((now - paced.startedAt) / paced.interval) + 1;
    while (paced.sent < due) {
      const bytes = paced.frame(paced.sent);
      if (bytes === null) {
        this.#stop(paced);
        paced.done();
        return;
      }
      paced.response.socket?.write(bytes);
      paced.sent += 1;
    }
  }

  #stop(paced: Paced): void {
    this.#running.delete(paced);
    if (this.#running.size > 0 || this.#timer === undefined) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
