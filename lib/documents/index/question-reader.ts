import { isIrregular } from "#lib/search/irregular-forms.ts";
import { type Language, plainLetters, stemGerman } from "#lib/search/terms.ts";
import { type Asked, termsOfAsked } from "./asked.ts";
import { compoundParts, SHORTEST_COMPOUND } from "./compounds.ts";
import { partTerm, stemsOf } from "./terms.ts";
import { isDate, isElliptic, visitChunks, wordsOf, wordsOfChunk } from "./words.ts";

/** A word of a text that is one of the terms asked for: which ones, and the how-manieth word it is. */
export type Hit = { start: number; place: number; terms: readonly string[] };
/** How far each concept of the question is spoken of: 0 to 1, in the order of the concepts. */
export type Covered = readonly number[];

/**
 * Reads texts with a question in mind: it sees only the words that the question could mean, and looks at each word once.
 * `language` is that of the texts, null where it is unknown.
 */
export class QuestionReader {
  readonly asked: Asked;
  readonly #nothing: Covered;
  readonly #language: Language | null;
  readonly #wanted: ReadonlySet<string>;
  /** How words may begin that are among these. */
  readonly #beginnings: ReadonlySet<string>;
  /** The stems that are asked for as parts of longer words, and what finds one of them in a word. */
  readonly #parts: ReadonlySet<string>;
  readonly #part: RegExp | null;
  readonly #dates: boolean;
  readonly #seen = new Map<string, readonly Hit[]>();

  constructor(asked: Asked, language: Language | null) {
    const wanted = termsOfAsked(asked);
    const parts = language === "en" ? [] : wanted.flatMap((term) => /^\+(\p{L}{3,})$/u.exec(term)?.[1] ?? []);
    this.asked = asked;
    this.#nothing = asked.concepts.map(() => 0);
    this.#language = language;
    this.#wanted = new Set(wanted);
    this.#beginnings = new Set(wanted.map((term) => term.slice(0, 2)));
    this.#parts = new Set(parts);
    this.#part = parts.length === 0 ? null : new RegExp(parts.join("|"));
    this.#dates = wanted.some(isDate);
  }

  hits(text: string): Hit[] {
    const hits: Hit[] = [];
    if (this.#dates || isElliptic(text)) {
      wordsOf(text).forEach(({ start, forms }, place) => {
        const terms = this.#look(forms);
        if (terms.length > 0) hits.push({ start, place, terms });
      });
      return hits;
    }
    let place = 0;
    visitChunks(text, (chunk, at) => {
      let seen = this.#seen.get(chunk);
      if (seen === undefined) {
        seen = this.#readChunk(chunk);
        this.#seen.set(chunk, seen);
      }
      for (const { start, terms } of seen) hits.push({ start: at + start, place, terms });
      place += 1;
    });
    return hits;
  }

  coverage(hits: readonly Hit[]): Covered {
    if (hits.length === 0) return this.#nothing;
    const terms = new Set(hits.flatMap((hit) => hit.terms));
    return this.asked.concepts.map(({ ways }) => {
      let best = 0;
      for (const { groups, weight } of ways)
        if (weight > best && groups.every((group) => group.some((term) => terms.has(term)))) best = weight;
      return best;
    });
  }

  #readChunk(chunk: string): Hit[] {
    return wordsOfChunk(chunk).flatMap(({ start, forms }) => {
      const terms = this.#look(forms);
      return terms.length > 0 ? [{ start, place: 0, terms }] : [];
    });
  }

  #look(forms: readonly string[]): readonly string[] {
    const terms: string[] = [];
    for (const form of forms) {
      if (this.#couldBeWanted(form))
        for (const term of stemsOf(form, this.#language)) if (this.#wanted.has(term)) terms.push(term);
      for (const part of this.#partsOf(form)) terms.push(part);
    }
    return terms;
  }

  /** Stemming is slow, and hardly ever changes how a word begins. */
  #couldBeWanted(form: string): boolean {
    const beginning = form.slice(0, 2);
    return (
      this.#beginnings.has(beginning) ||
      beginning === "ge" ||
      !/^[a-z]{2}/.test(form) ||
      /^[aou]e/.test(form) ||
      isIrregular(form)
    );
  }

  #partsOf(form: string): string[] {
    if (this.#part === null || form.length < SHORTEST_COMPOUND || !this.#part.test(plainLetters(form))) return [];
    return compoundParts(form, (word) => this.#parts.has(stemGerman(word))).flatMap((stem) =>
      this.#parts.has(stem) ? [partTerm(stem)] : [],
    );
  }
}

/** The share of what was asked that is covered, rare words counting more; 0 to 1. */
export function shareOf(covered: Covered, rarity: readonly number[]): number {
  let all = 0;
  let mine = 0;
  rarity.forEach((rare, index) => {
    all += rare;
    mine += rare * (covered[index] ?? 0);
  });
  return all === 0 ? 0 : mine / all;
}
