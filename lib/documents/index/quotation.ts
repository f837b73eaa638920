import { type AnswerKind, holdsAnswer } from "./answer-kind.ts";
import { shareOf } from "./question-reader.ts";
import type { ReadPassage, ReadSentence } from "./read-passage.ts";
import type { Span } from "./sentences.ts";

const MOST_SENTENCES = 3;
const MOST_CHARACTERS = 600;
const WEIGHT = {
  /** What the headings over the passage say already says little about one of its sentences. */
  title: 0.3,
  /** The heading right above tells what a sentence is about … */
  above: 0.5,
  /** … and what it says is worth less in the sentence itself. */
  saidAbove: 0.4,
  /** Right behind a heading that speaks of it, a text begins to answer. */
  begins: 0.3,
  /** It holds a price, a time, a number: what was asked for. */
  answer: 0.2,
  /** A hundred characters more have to bring this much of what was asked. */
  perHundred: -0.02,
} as const;

/** The one to three sentences of a passage that speak best of what was asked; `worth` tells how well, from 0 up. */
export type Quotation = Span & { worth: number };

/** Chooses it; null when no sentence speaks of it. Offsets count within the passage. */
export function chooseQuotation(passage: ReadPassage, kind: AnswerKind, rarity: readonly number[]): Quotation | null {
  const { sentences } = passage;
  let best: Quotation | null = null;
  sentences.forEach((first, from) => {
    for (let count = 1; count <= MOST_SENTENCES && from + count <= sentences.length; count += 1) {
      const window = sentences.slice(from, from + count);
      const { end, under } = window.at(-1) as ReadSentence;
      const length = end - first.start;
      if (under !== first.under || (count > 1 && length > MOST_CHARACTERS)) break;
      const spoken = spokenOf(window, passage, rarity) + beginningOf(sentences[from - 1], first, rarity);
      if (spoken === 0) continue;
      // Whether an answer is in it is looked at last, and only where it could decide.
      const upTo = spoken + WEIGHT.answer + WEIGHT.perHundred * (length / 100);
      if (upTo <= (best?.worth ?? 0)) continue;
      const worth = window.some(({ text }) => holdsAnswer(text, kind)) ? upTo : upTo - WEIGHT.answer;
      if (worth > (best?.worth ?? 0)) best = { start: first.start, end, worth };
    }
  });
  return best;
}

function beginningOf(before: ReadSentence | undefined, first: ReadSentence, rarity: readonly number[]): number {
  return before?.under === first.under || first.under === null ? 0 : WEIGHT.begins * shareOf(first.above, rarity);
}

/** The share of what was asked that these sentences speak of; what the headings say already counts less. */
function spokenOf(window: readonly ReadSentence[], { byHeading }: ReadPassage, rarity: readonly number[]): number {
  const covered = rarity.map((_, index) => {
    let mine = 0;
    for (const sentence of window) mine = Math.max(mine, sentence.covered[index] ?? 0);
    const above = window[0]?.above[index] ?? 0;
    const value = above > 0 ? WEIGHT.above * above + WEIGHT.saidAbove * mine : mine;
    return (byHeading[index] ?? 0) > 0 ? value * WEIGHT.title : value;
  });
  return shareOf(covered, rarity);
}
