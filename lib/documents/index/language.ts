import { type Language, stopWords } from "#lib/search/terms.ts";

/** Looked at from the beginning, from the middle and before the end, this many characters each. */
const SAMPLE = 20_000;
/** Fewer small words than this say nothing in a document. */
const FEWEST = 8;
const CLEARLY = 2;

/** The language of a document; null when it is neither or both. */
export function languageOf(text: string): Language | null {
  return decide(text.length <= 3 * SAMPLE ? text : sampleOf(text), FEWEST);
}

/** The language of a question, for which less has to do. */
export function languageOfQuestion(text: string): Language | null {
  return decide(text, 1);
}

function decide(text: string, fewest: number): Language | null {
  let en = 0;
  let de = 0;
  for (const [word] of text.toLowerCase().matchAll(/\p{L}+/gu)) {
    const english = stopWords.en.has(word);
    const german = stopWords.de.has(word);
    // Words of both languages ("in", "so", "die") decide nothing.
    if (english && !german) en += 1;
    else if (german && !english) de += 1;
  }
  if (en >= fewest && en >= CLEARLY * de) return "en";
  if (de >= fewest && de >= CLEARLY * en) return "de";
  return null;
}

function sampleOf(text: string): string {
  const middle = Math.floor((text.length - SAMPLE) / 2);
  return `${text.slice(0, SAMPLE)} ${text.slice(middle, middle + SAMPLE)} ${text.slice(-SAMPLE)}`;
}
