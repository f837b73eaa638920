/** Before the text of a delta: on OpenAI's wire, and on ours. The words of the model server need no escapes. */
export const marks = { upstream: '"content":"', server: '"delta":"' } as const;

/**
 * Counts the tokens of an event stream as its bytes arrive, with as little work as possible: the load client shares its
 * cores with what it measures. A token of the model server is a word and a space; our server may join several in a delta.
 */
export class WordCounter {
  readonly #mark: string;
  #rest = "";
  text = "";
  tokens = 0;
  done = false;

  constructor(mark: string) {
    this.#mark = mark;
  }

  /** Takes in the next bytes and answers how many tokens became complete with them. */
  feed(chunk: string): number {
    const all = this.#rest === "" ? chunk : this.#rest + chunk;
    const end = all.lastIndexOf("\n\n");
    if (end === -1) {
      this.#rest = all;
      return 0;
    }
    this.#rest = all.slice(end + 2);
    const before = this.tokens;
    for (let at = all.indexOf(this.#mark); at !== -1 && at < end; at = all.indexOf(this.#mark, at)) {
      at += this.#mark.length;
      const close = all.indexOf('"', at);
      for (let i = at; i < close; i += 1) if (all.charCodeAt(i) === 32) this.tokens += 1;
      this.text += all.slice(at, close);
    }
    if (all.includes("data: [DONE]")) this.done = true;
    return this.tokens - before;
  }
}
