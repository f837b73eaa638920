import { synonymsOf } from "#lib/search/synonyms.ts";
import { type Language, stem } from "#lib/search/terms.ts";
import { compoundParts, possibleSplits } from "./compounds.ts";
import { partTerm, stemsOf } from "./terms.ts";

/**
 * One way in which a text may speak of a word: by a term of each group. The more literally, the more it weighs, up to 1.
 * A guess is a word cut in two where no known word shows how: whether it means anything, the library knows.
 */
export type Way = { groups: readonly (readonly string[])[]; weight: number; isGuess: boolean };

export type AskedWord = {
  /** In which forms the word may be written; at least one. */
  forms: readonly string[];
  /** What it makes with the word before or behind it, if they are one. */
  joined: readonly string[];
  /** The first part of a separable verb that the question ends with. */
  particle: string | null;
  language: Language | null;
  /** Guesses at the most. */
  splits: number;
};

const WEIGHT = {
  word: 1,
  joined: 0.9,
  allParts: 0.8,
  /** "Frist" is spoken of by "Kündigungsfrist". */
  asPart: 0.7,
  synonym: 0.6,
  partsBySynonym: 0.5,
  lastPart: 0.4,
  firstPart: 0.3,
} as const;
/** Letters of a word that is cut in two by guess. */
const SPLIT = { shortest: 8, longest: 28 } as const;

/** The ways to speak of a word by the word itself. */
export function literalWays(forms: readonly string[], joined: readonly string[]): Way[] {
  const terms = [...new Set(forms.flatMap((form) => stemsOf(form, null)))];
  const together = joined.map((word) => way(WEIGHT.joined, wholeOrPart(stemsOf(word, null))));
  return [way(WEIGHT.word, terms), way(WEIGHT.asPart, terms.map(partTerm)), ...together];
}

/** All ways to speak of a word of the question. */
export function waysOf({ forms, joined, particle, language, splits }: AskedWord): Way[] {
  const ways = literalWays(forms, joined);
  const words = forms.filter((form) => /^\p{L}+$/u.test(form));
  const others = [...words, ...joined].flatMap((form) => synonyms(form, language));
  if (others.length > 0) ways.push(way(WEIGHT.synonym, wholeOrPart(others)));
  if (particle !== null)
    ways.push(
      way(
        WEIGHT.word,
        words.map((form) => stem(particle + form, "de")),
      ),
    );
  for (const form of words) ways.push(...waysByParts(form, language, splits));
  return ways;
}

function way(weight: number, ...groups: (readonly string[])[]): Way {
  return { groups, weight, isGuess: false };
}

function synonyms(form: string, language: Language | null): string[] {
  const languages: readonly Language[] = language === null ? ["en", "de"] : [language];
  return languages.flatMap((one) => synonymsOf(stem(form, one), one));
}

/** A compound may be spoken of by its parts, and a little by one of them. */
function waysByParts(form: string, language: Language | null, splits: number): Way[] {
  const [first, last] = language === "en" ? [] : compoundParts(form);
  if (first === undefined || last === undefined) {
    if (form.length < SPLIT.shortest || form.length > SPLIT.longest) return [];
    return possibleSplits(form)
      .slice(0, splits)
      .map((parts) => ({
        ...way(WEIGHT.allParts, ...parts.map((part) => wholeOrPart(stemsOf(part, null)))),
        isGuess: true,
      }));
  }
  const bySynonym = [first, last].map((part) => wholeOrPart([part, ...synonymsOf(part, "de")]));
  return [
    way(WEIGHT.allParts, wholeOrPart([first]), wholeOrPart([last])),
    way(WEIGHT.partsBySynonym, ...bySynonym),
    way(WEIGHT.lastPart, wholeOrPart([last])),
    way(WEIGHT.firstPart, wholeOrPart([first])),
  ];
}

function wholeOrPart(terms: readonly string[]): string[] {
  return [...terms, ...terms.map(partTerm)];
}
