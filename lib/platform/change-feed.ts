import { randomUUID } from "node:crypto";
import { driver } from "./database.ts";
import { log } from "./log.ts";

/** A feed that has said nothing for so long is asked; until it answers it is not believed. Milliseconds. */
const BELIEVED = 1_000;
/** How long {@link ChangeFeed.settled} waits. Milliseconds. */
const PATIENCE = 500;
const BEAT = "beat:";
const MOST_WAITING = 200;

/**
 * Changes announced through Postgres, delivered at commit to every process that listens. What a process keeps in memory
 * may be used while the feed is live; a feed whose connection hangs or is lost stops being live within a second.
 */
export class ChangeFeed {
  readonly #channel: string;
  readonly #onChange: (payload: string) => void;
  readonly #self = `${BEAT}${randomUUID()}:`;
  readonly #waiting = new Map<string, () => void>();
  #listening: Promise<unknown> | null = null;
  #heardAt = Number.NEGATIVE_INFINITY;
  #askedAt = Number.NEGATIVE_INFINITY;
  #beats = 0;
  /** Rises with every change. What was read while it rose may be old already. */
  epoch = 0;

  constructor(channel: string, onChange: (payload: string) => void) {
    this.#channel = channel;
    this.#onChange = onChange;
  }

  /** Whether every change up to a second ago was certainly heard. Asks for a sign of life when it has been quiet. */
  isLive(): boolean {
    const now = performance.now();
    const quiet = now - this.#heardAt;
    if (quiet > BELIEVED / 2 && now - this.#askedAt > BELIEVED / 4) void this.#beat().catch(() => {});
    return quiet <= BELIEVED;
  }

  /** Waits until this process has heard everything that was committed before, so that it holds for the next request. */
  async settled(): Promise<void> {
    const beat = await this.#beat().catch(() => null);
    if (beat === null) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(() => {
        this.#heardAt = Number.NEGATIVE_INFINITY; // not live: whoever asks reads the database
        resolve();
      }, PATIENCE);
    });
    await Promise.race([beat.heard, late]);
    clearTimeout(timer);
    this.#waiting.delete(beat.name);
  }

  async #beat(): Promise<{ name: string; heard: Promise<void> }> {
    this.#askedAt = performance.now();
    this.#beats += 1;
    if (this.#waiting.size > MOST_WAITING) this.#waiting.clear(); // the database has been silent for long
    const name = `${this.#self}${this.#beats}`;
    const heard = new Promise<void>((resolve) => this.#waiting.set(name, resolve));
    try {
      await this.#listen();
      await driver().notify(this.#channel, name);
    } catch (error) {
      this.#waiting.delete(name);
      throw error;
    }
    return { name, heard };
  }

  #listen(): Promise<unknown> {
    this.#listening ??= driver()
      .listen(
        this.#channel,
        (payload) => this.#hear(payload),
        () => this.#reconnected(),
      )
      .catch((error: unknown) => {
        this.#listening = null;
        log().error({ err: error, channel: this.#channel }, "the database does not announce changes");
        throw error;
      });
    return this.#listening;
  }

  /** Announcements made while nobody listened are lost. */
  #reconnected(): void {
    this.epoch += 1;
    this.#onChange("");
  }

  #hear(payload: string): void {
    if (!payload.startsWith(BEAT)) {
      this.epoch += 1;
      this.#onChange(payload);
      return;
    }
    if (!payload.startsWith(this.#self)) return;
    this.#heardAt = performance.now();
    this.#waiting.get(payload)?.();
    this.#waiting.delete(payload);
  }
}
