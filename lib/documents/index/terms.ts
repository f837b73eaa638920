import type { Box } from "#lib/crypto/box.ts";
import { type Language, plainLetters, stem, stopWords } from "#lib/search/terms.ts";
import { compoundParts } from "./compounds.ts";
import type { Span } from "./sentences.ts";
import { wordsOf } from "./words.ts";

/** A word of a text and the terms under which it is found: its own, and those of the words it is made of. */
export type Occurrence = Span & { terms: readonly string[]; parts: readonly string[] };

const TERM_BYTES = 8;
/** The vocabulary of a book is in its first thousand passages. */
const MOST_TEXTS = 1_000;
const ALL: readonly Language[] = ["en", "de"];

/** A part of a longer word is a term of its own kind, so that it can count for less than the word itself. */
export const partTerm = (stem: string) => `+${stem}`;

/** The hash under which a term of this owner stands in the table; 8 bytes. */
export function blindTerm(box: Box, term: string): Buffer {
  return box.blind("document.term", term).subarray(0, TERM_BYTES);
}

/** The terms of a form of a word: its stem in the language, or in each of them where nobody knows. */
export function stemsOf(form: string, language: Language | null): string[] {
  if (!/^\p{L}+$/u.test(form)) return [form];
  if (language !== null) return [stem(form, language)];
  return [...new Set(ALL.map((one) => stem(form, one)))];
}

/**
 * Reads texts of one document. It remembers the words it has seen, since most occur again, and knows the document's
 * vocabulary, in which it finds the parts of compounds.
 */
export class TermReader {
  readonly #language: Language | null;
  readonly #vocabulary: ReadonlySet<string>;
  readonly #seen = new Map<string, Pick<Occurrence, "terms" | "parts"> | null>();

  /** `language` is the document's, null when it is unknown. */
  constructor(language: Language | null, texts: readonly string[]) {
    this.#language = language;
    this.#vocabulary = language === "en" ? new Set() : vocabularyOf(texts.slice(0, MOST_TEXTS));
  }

  /** The words of a text in order, without those that say nothing. */
  read(text: string): Occurrence[] {
    const found: Occurrence[] = [];
    for (const { start, end, forms } of wordsOf(text)) {
      const key = forms.join(" ");
      let known = this.#seen.get(key);
      if (known === undefined) {
        known = this.#look(forms);
        this.#seen.set(key, known);
      }
      if (known !== null) found.push({ start, end, ...known });
    }
    return found;
  }

  #look(forms: readonly string[]): Pick<Occurrence, "terms" | "parts"> | null {
    const said = forms.filter((form) => !this.#saysNothing(form));
    if (said.length === 0) return null;
    const terms = [...new Set(said.flatMap((form) => stemsOf(form, this.#language)))];
    const parts =
      this.#language === "en"
        ? []
        : said.flatMap((form) => compoundParts(form, (known) => this.#vocabulary.has(known))).map(partTerm);
    return { terms, parts: [...new Set(parts)] };
  }

  #saysNothing(form: string): boolean {
    if (form.length === 1 && !/\p{N}/u.test(form)) return true;
    const languages = this.#language === null ? ALL : [this.#language];
    return languages.some((language) => stopWords[language].has(form));
  }
}

function vocabularyOf(texts: readonly string[]): ReadonlySet<string> {
  const words = new Set(texts.flatMap((text) => [...text.matchAll(/\p{L}{4,}/gu)].map(([word]) => word.toLowerCase())));
  return new Set([...words].filter((word) => !stopWords.de.has(word)).map(plainLetters));
}
