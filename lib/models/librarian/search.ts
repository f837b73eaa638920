import { processState } from "#lib/platform/process-state.ts";
import { listHelpPages } from "./help.ts";
import { separatedVerbs, termsOf } from "./terms.ts";

type Language = "en" | "de";

export type Found = {
  page: string;
  pageTitle: string;
  section: string;
  heading: string;
  markdown: string;
  score: number;
};

type Entry = Omit<Found, "score"> & { counts: Map<string, number>; length: number };
type Index = {
  entries: Entry[];
  averageLength: number /** In how many sections a term occurs. */;
  frequency: Map<string, number>;
};

// BM25 (Robertson and Zaragoza 2009) with its usual constants.
const K1 = 1.2;
const B = 0.75;
/** A heading says what a section is about: its words count as often as this. */
const HEADING_WEIGHT = 3;
const TITLE_WEIGHT = 1;
/** A query word inside a longer word, as German compounds have it, is worth less than the word itself. */
const PART_OF_WORD = 0.6;
const SHORTEST_PART = 5;
const UNKNOWN_WORD = 0.5;
/** How much of what was asked, weighed by rarity, must occur in a section for it to be an answer. */
const LEAST_COVERAGE = 0.45;
/** Sections far behind the best one are about something else. */
const LEAST_OF_BEST = 0.55;
const MOST_FOUND = 3;
/** A question is short; of a pasted text the beginning has to do. */
const QUESTION_CHARACTERS = 1000;

/** The sections of the help pages that answer a question, best first; none when nothing fits. */
export function searchHelp(question: string, language: Language): Found[] {
  const index = processState(`librarian.${language}`, () => buildIndex(language));
  const wanted = askedTerms(question.slice(0, QUESTION_CHARACTERS), language, index).map((term) => {
    const forms = formsOf(term, index);
    return { forms, rarity: rarityOf(forms, index) };
  });
  const all = wanted.reduce((sum, { rarity }) => sum + rarity, 0);
  const found: Found[] = [];
  for (const { counts, length, ...entry } of index.entries) {
    let score = 0;
    let covered = 0;
    for (const { forms, rarity } of wanted) {
      const best = Math.max(
        0,
        ...forms.map(({ term, weight }) => weight * saturated(counts.get(term) ?? 0, length, index)),
      );
      score += rarity * best;
      if (best > 0) covered += rarity;
    }
    if (score > 0 && covered >= LEAST_COVERAGE * all) found.push({ ...entry, score });
  }
  found.sort((a, b) => b.score - a.score);
  const best = found[0]?.score ?? 0;
  return found.filter(({ score }) => score >= LEAST_OF_BEST * best).slice(0, MOST_FOUND);
}

function saturated(count: number, length: number, { averageLength }: Index): number {
  return (count * (K1 + 1)) / (count + K1 * (1 - B + (B * length) / averageLength));
}

/** The terms of the question as the pages know them, where they know them. */
function askedTerms(question: string, language: Language, { frequency }: Index): string[] {
  const terms = termsOf(question, language);
  const verbs = language === "de" ? separatedVerbs(question, terms) : [];
  const meant = terms.flatMap((term, index) => {
    const verb = verbs[index];
    if (verb !== undefined && frequency.has(verb)) return [verb];
    if (frequency.has(term)) return [term];
    const parts = [...frequency.keys()].filter((known) => known.length >= SHORTEST_PART && term.includes(known));
    return parts.length > 0 ? parts : [term];
  });
  return [...new Set(meant)];
}

/** The term itself, or, when no page has it, the longer words it is part of. */
function formsOf(term: string, { frequency }: Index): { term: string; weight: number }[] {
  if (!frequency.has(term) && term.length >= SHORTEST_PART) {
    const longer = [...frequency.keys()].filter((known) => known.includes(term));
    if (longer.length > 0) return longer.map((known) => ({ term: known, weight: PART_OF_WORD }));
  }
  return [{ term, weight: 1 }];
}

/**
 * Inverse document frequency. A word that occurs nowhere speaks against every section, but less than the rarest known one
 * speaks for it: people say more than they ask.
 */
function rarityOf(forms: readonly { term: string }[], { frequency, entries }: Index): number {
  const sections = Math.max(...forms.map(({ term }) => frequency.get(term) ?? 0));
  const rarity = Math.log(1 + (entries.length - sections + 0.5) / (sections + 0.5));
  return sections === 0 ? rarity * UNKNOWN_WORD : rarity;
}

function buildIndex(language: Language): Index {
  const entries = listHelpPages(language).flatMap((page) =>
    page.sections.map((section): Entry => {
      const heading = termsOf(section.heading, language);
      const terms = [
        ...termsOf(section.markdown, language),
        ...Array.from({ length: HEADING_WEIGHT }, () => heading).flat(),
        ...Array.from({ length: TITLE_WEIGHT }, () => termsOf(page.title, language)).flat(),
      ];
      const counts = new Map<string, number>();
      for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
      return {
        page: page.slug,
        pageTitle: page.title,
        section: section.slug,
        heading: section.heading,
        markdown: section.markdown,
        counts,
        length: terms.length,
      };
    }),
  );
  const frequency = new Map<string, number>();
  for (const { counts } of entries)
    for (const term of counts.keys()) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  const averageLength = entries.reduce((sum, { length }) => sum + length, 0) / Math.max(1, entries.length);
  return { entries, averageLength, frequency };
}
