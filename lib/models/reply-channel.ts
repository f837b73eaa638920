import type { StreamLimits } from "./limits.ts";
import type { FinishReason, ModelFailure, ReplyPart, Source, Usage } from "./stream.ts";

type TextKind = "text" | "reasoning";
type Taken = IteratorResult<ReplyPart, undefined>;

const DONE: Taken = { done: true, value: undefined };

/**
 * The one way from a provider to the reader of a reply; it keeps every promise of `LanguageModel.stream`. Providers push,
 * one reader takes. What is pushed after the end is dropped, so a provider need not watch for it.
 *
 * No transform stream and no generator lies between: with 100 streams of 200 tokens a second each layer costs.
 * There is no back pressure because there is nothing to hold back: texts that wait are joined, and all of them are bounded.
 */
export class ReplyChannel implements AsyncIterableIterator<ReplyPart, undefined> {
  readonly #maxCharacters: number;
  readonly #release: (finished: boolean) => void;
  #waiting: ReplyPart[] = [];
  #reader: ((taken: Taken) => void) | null = null;
  #ended = false;
  #characters = 0;
  /** The first half of a character whose second half is in the next text. */
  #half = "";
  #halfOf: TextKind = "text";

  /** `release` is called once, at the end: `finished` when the upstream came to its own end. */
  constructor(limits: StreamLimits, release: (finished: boolean) => void) {
    this.#maxCharacters = limits.textCharacters;
    this.#release = release;
  }

  get ended(): boolean {
    return this.#ended;
  }

  text(text: string): void {
    this.#append("text", text);
  }

  reasoning(text: string): void {
    this.#append("reasoning", text);
  }

  source(source: Source): void {
    if (!this.#ended) this.#push({ type: "source", source });
  }

  finish(reason: FinishReason, usage: Usage): void {
    this.#end({ type: "finish", reason, usage }, true);
  }

  fail(failure: ModelFailure): void {
    this.#end({ type: "failure", failure }, false);
  }

  /** Ends without a last part: somebody pressed stop. */
  stop(): void {
    this.#end(null, false);
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Taken> {
    const part = this.#waiting.shift();
    if (part !== undefined) return Promise.resolve({ done: false, value: part });
    if (this.#ended) return Promise.resolve(DONE);
    return new Promise((resolve) => {
      this.#reader = resolve;
    });
  }

  return(): Promise<Taken> {
    this.stop();
    this.#waiting = [];
    return Promise.resolve(DONE);
  }

  #append(kind: TextKind, added: string): void {
    if (this.#ended) return;
    let text = added;
    if (this.#half !== "") {
      if (this.#halfOf === kind) {
        text = this.#half + text;
        this.#half = "";
      } else this.#dropHalf();
    }
    const last = text.charCodeAt(text.length - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
      this.#half = text.slice(-1);
      this.#halfOf = kind;
      text = text.slice(0, -1);
    }
    if (text.includes("\0")) text = text.replaceAll("\0", ""); // no character of a text, and PostgreSQL takes none
    if (!text.isWellFormed()) text = text.toWellFormed();
    const room = this.#maxCharacters - this.#characters;
    if (text.length > room) {
      // The text was well-formed, so what a cut can leave is one first half of a character.
      this.#say(kind, text.slice(0, room).replace(/[\ud800-\udbff]$/, ""));
      this.#half = "";
      this.#end({ type: "finish", reason: "length", usage: { inputTokens: null, outputTokens: null } }, false);
      return;
    }
    this.#characters += text.length;
    this.#say(kind, text);
  }

  #say(kind: TextKind, text: string): void {
    if (text === "") return;
    const newest = this.#waiting.at(-1);
    if (newest?.type === kind) newest.text += text;
    else this.#push({ type: kind, text });
  }

  #dropHalf(): void {
    if (this.#half === "") return;
    this.#half = "";
    this.#say(this.#halfOf, "\ufffd");
  }

  #push(part: ReplyPart): void {
    if (this.#reader === null) {
      this.#waiting.push(part);
      return;
    }
    const take = this.#reader;
    this.#reader = null;
    take({ done: false, value: part });
  }

  #end(last: ReplyPart | null, finished: boolean): void {
    if (this.#ended) return;
    this.#dropHalf();
    this.#ended = true;
    if (last !== null) this.#push(last);
    else {
      this.#reader?.(DONE);
      this.#reader = null;
    }
    this.#release(finished);
  }
}
