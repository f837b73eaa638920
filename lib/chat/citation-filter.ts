/** What a citation is made of before it is closed, and how much of it is waited for. */
const INSIDE = /[\d, ]/;
const MOST_HELD = 60;
/** Numbers of four digits are years. */
const CITATION = /^( *)\[(\d{1,3}(?:, ?\d{1,3}){0,9})\]$/;
/** What may stand before a fence on its line. */
const BEFORE_FENCE = /[ \t>*+.)\d-]/;
const FENCE = 3;

type Code = { sign: string; length: number; isFence: boolean; atStart: boolean };

/**
 * Reads a reply as it is written, and lets only citations of sources that there are pass: `[9]` of three is dropped, of
 * `[1, 9]` the 9. What passes is numbered anew in the order in which it is first cited, so that the n-th source shown is
 * the n-th of {@link cited}. Code and links such as `[1](…)` are left alone.
 *
 * What may still become a citation is held back: some spaces and an unfinished `[12`.
 */
export class CitationFilter {
  /** The sources cited so far, counted from 0, in the order of their first citation. */
  readonly cited: number[] = [];
  readonly #sources: number;
  #held = "";
  #escaped = false;
  /** Backticks or tildes in a row, which begin and end code. */
  #sign = "";
  #run = 0;
  #runAtStart = false;
  #code: Code | null = null;
  /** Whether a fence could begin here, and whether nothing but spaces stands on the line yet. */
  #atStart = true;
  #isBlank = true;

  constructor(sources: number) {
    this.#sources = sources;
  }

  push(text: string): string {
    let out = "";
    for (const character of text) out += this.#take(character);
    return out;
  }

  /** What was still held back. */
  end(): string {
    const rest = this.#settle("");
    const out = rest + this.#held;
    this.#held = "";
    return out;
  }

  #take(character: string): string {
    this.#countRun(character);
    let out = this.#held.endsWith("]") ? this.#settle(character) : "";
    if (this.#code !== null || this.#run > 0) return out + this.#release() + this.#pass(character);
    if (this.#held.includes("[")) {
      if (character === "]" && CITATION.test(`${this.#held}]`)) return this.#hold(character, out);
      if (INSIDE.test(character) && this.#held.length < MOST_HELD) return this.#hold(character, out);
      out += this.#release();
    }
    const begins = character === " " || (character === "[" && !this.#escaped);
    if (begins && this.#held.length < MOST_HELD) return this.#hold(character, out);
    return out + this.#release() + this.#pass(character);
  }

  #hold(character: string, out: string): string {
    this.#escaped = false;
    this.#held += character;
    this.#seen(character);
    return out;
  }

  #release(): string {
    const held = this.#held;
    this.#held = "";
    return held;
  }

  #pass(character: string): string {
    this.#escaped = character === "\\" && !this.#escaped;
    this.#seen(character);
    return character;
  }

  /** Judges a citation that is held back, now that it is known what follows. Spaces before a dropped one may stay held. */
  #settle(next: string): string {
    const [whole, spaces = "", list = ""] = CITATION.exec(this.#held) ?? [];
    if (whole === undefined || next === "(") return "";
    const known = [...new Set(list.split(",").map(Number))].filter((number) => number >= 1 && number <= this.#sources);
    this.#held = known.length === 0 && /[[\p{L}\p{N}]/u.test(next) ? spaces : "";
    return known.length === 0 ? "" : `${spaces}[${known.map((number) => this.#placeOf(number - 1)).join(", ")}]`;
  }

  #placeOf(source: number): number {
    if (!this.cited.includes(source)) this.cited.push(source);
    return this.cited.indexOf(source) + 1;
  }

  /** Code begins and ends with rows of the same sign; where one ends, it is known which code begins or has ended. */
  #countRun(character: string): void {
    if (this.#run > 0 && character === this.#sign) {
      this.#run += 1;
      return;
    }
    if (this.#run > 0) this.#endRun();
    if (character === "`" ? this.#code !== null || !this.#escaped : character === "~" && this.#atStart) {
      this.#sign = character;
      this.#run = 1;
      this.#runAtStart = this.#atStart;
    }
  }

  #endRun(): void {
    const [sign, length, atStart] = [this.#sign, this.#run, this.#runAtStart];
    this.#run = 0;
    const code = this.#code;
    if (code === null) {
      const isFence = length >= FENCE;
      if (sign === "`" || isFence) this.#code = { sign, length, isFence, atStart };
    } else if (
      code.sign === sign &&
      (code.isFence ? length >= code.length && (atStart || !code.atStart) : length === code.length)
    )
      this.#code = null;
  }

  #seen(character: string): void {
    if (character === "\n") {
      // A paragraph ended, and with it what only looked like code.
      if (this.#isBlank && this.#code?.isFence === false) this.#code = null;
      this.#atStart = true;
      this.#isBlank = true;
      return;
    }
    if (character !== "`" && character !== "~" && !BEFORE_FENCE.test(character)) this.#atStart = false;
    if (character.trim() !== "") this.#isBlank = false;
  }
}

/** A text without its citations, whose sources are not at hand. */
export function withoutCitations(text: string): string {
  const filter = new CitationFilter(0);
  return filter.push(text) + filter.end();
}
