import type { PassageText } from "#lib/documents/index/cut-passages.ts";
import type { CorpusDocument } from "#tests/retrieval/library.ts";

/** How many different words a library has besides those of the corpus. */
const STRANGE_WORDS = 30_000;
const WORDS_PER_PASSAGE = 130;
const OWN_WORDS = 12;
/** In a passage this share of the words is about its own subject; the rest is language. */
const ABOUT = 0.25;

export type Draw = () => string;

/** Words in the frequencies of natural language: of those of the corpus in order of how often they occur, and of strange ones. */
export function zipf(known: readonly string[], random: () => number): Draw {
  const vocabulary = [...known, ...Array.from({ length: STRANGE_WORDS }, () => strangeWord(known, random))];
  const heights: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= vocabulary.length; rank += 1) {
    sum += 1 / rank;
    heights.push(sum);
  }
  return () => {
    const at = random() * sum;
    let [low, high] = [0, heights.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((heights[middle] as number) < at) low = middle + 1;
      else high = middle;
    }
    return vocabulary[low] as string;
  };
}

export function wordsIn(corpus: readonly CorpusDocument[], language: "en" | "de"): string[] {
  const counts = new Map<string, number>();
  for (const document of corpus.filter((one) => one.language === language))
    for (const [word] of document.text.matchAll(/[\p{L}\p{N}]+/gu)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]).map(([word]) => word);
}

/** The beginning of one word and the end of another. */
function strangeWord(known: readonly string[], random: () => number): string {
  const pick = () => known[Math.floor(random() * known.length)] as string;
  const [a, b] = [pick(), pick()];
  return a.slice(0, 2 + Math.floor(random() * 4)) + b.slice(Math.floor(b.length / 2)) + pick().slice(-2);
}

/** A document whose passages keep to some words of their own, as texts do. */
export function synthesise(draw: Draw, passages: number, random: () => number): PassageText[] {
  let end = 0;
  return Array.from({ length: passages }, (_, ordinal): PassageText => {
    const own = Array.from({ length: OWN_WORDS }, draw);
    const words = Array.from({ length: WORDS_PER_PASSAGE }, () =>
      random() < ABOUT ? (own[Math.floor(random() * own.length)] as string) : draw(),
    );
    const text = words.map((word, at) => (at % 16 === 15 ? `${word}. ` : `${word} `)).join("");
    const start = end;
    end += text.length;
    return { ordinal, page: ordinal + 1, heading: `${own[0]} › ${own[1]}`, text, start, end, headings: [], turns: [] };
  });
}

/** Repeatable random numbers from 0 to 1 (a linear congruence, Knuth's MMIX constants cut to 32 bits). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
