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
  readonly #waiting = new Map<string, { asked: number; resolve: () => void }>();
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

  /**
   * Waits until this process has heard everything that was committed before, so that it holds for the next request. When
   * that cannot be known in time the feed is not live: whoever asks reads the database.
   */
  async settled(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<false>((resolve) => {
      timer = setTimeout(resolve, PATIENCE, false);
    });
    const asked = performance.now();
    const heard = this.#beat().then(
      () => true,
      () => false,
    );
    if (!(await Promise.race([heard, late]))) this.#doubt(asked);
    clearTimeout(timer);
  }

  /** Sends a sign of life through the database. Resolves once it is heard, with everything announced before it. */
  async #beat(): Promise<void> {
    const asked = performance.now();
    this.#askedAt = asked;
    this.#beats += 1;
    if (this.#waiting.size > MOST_WAITING) this.#waiting.clear(); // the database has been silent for long
    const name = `${this.#self}${this.#beats}`;
    const heard = new Promise<void>((resolve) => this.#waiting.set(name, { asked, resolve }));
    try {
      await this.#listen();
      await driver().notify(this.#channel, name);
    } catch (error) {
      this.#waiting.delete(name);
      throw error;
    }
    await heard;
  }

  /** Something from before `asked` may not have been heard; what was asked until then proves nothing any more. */
  #doubt(asked: number): void {
    this.#heardAt = Number.NEGATIVE_INFINITY;
    for (const [name, beat] of this.#waiting) if (beat.asked <= asked) this.#waiting.delete(name);
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
    const beat = this.#waiting.get(payload);
    if (beat === undefined) return;
    this.#waiting.delete(payload);
    // It tells of what was committed before it was asked, however long it took.
    this.#heardAt = Math.max(this.#heardAt, beat.asked);
    beat.resolve();
  }
}
