import type { StreamLimits } from "./limits.ts";

/**
 * Watches one reply: the time to its first byte, between two chunks, and in all. `touch` runs for every chunk of a hundred
 * streams, so it only notes the time; one timer looks at the note when the time could be up.
 */
export class Watchdog {
  readonly #limits: StreamLimits;
  readonly #onTimeout: () => void;
  readonly #startedAt = performance.now();
  #lastSign = this.#startedAt;
  #patience: number;
  #timer: NodeJS.Timeout;

  constructor(limits: StreamLimits, onTimeout: () => void) {
    this.#limits = limits;
    this.#onTimeout = onTimeout;
    this.#patience = limits.firstByteMs;
    this.#timer = this.#arm();
  }

  /** A chunk came. */
  touch(): void {
    this.#lastSign = performance.now();
  }

  /** A new request begins, or its answer (`patience` then is the time between chunks). Takes effect at once. */
  expect(what: "first-byte" | "chunks"): void {
    this.#patience = what === "first-byte" ? this.#limits.firstByteMs : this.#limits.idleMs;
    this.#lastSign = performance.now();
    clearTimeout(this.#timer);
    this.#timer = this.#arm();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #arm(): NodeJS.Timeout {
    return setTimeout(() => this.#look(), this.#left());
  }

  #left(): number {
    const silent = this.#lastSign + this.#patience;
    const over = this.#startedAt + this.#limits.totalMs;
    return Math.ceil(Math.min(silent, over) - performance.now());
  }

  #look(): void {
    if (this.#left() <= 0) this.#onTimeout();
    else this.#timer = this.#arm();
  }
}
