import { type Language, separatedParticle, stopWords } from "#lib/search/terms.ts";
import { type AnswerKind, answerKindOf, withoutMeasure } from "./answer-kind.ts";
import { languageOfQuestion } from "./language.ts";
import { stemsOf } from "./terms.ts";
import { literalWays, type Way, waysOf } from "./ways.ts";
import { wordsOf } from "./words.ts";

/** A word of the question, and all ways to speak of it. */
export type Concept = {
  ways: readonly Way[];
  /** How much it says, from 0 to 1: words that people ask with say less than those they ask about. */
  says: number;
};
export type Asked = {
  concepts: readonly Concept[];
  /** Pairs of concepts that stood side by side, by their places in `concepts`. */
  neighbours: readonly (readonly [number, number])[];
  kind: AnswerKind;
};

/** Of a pasted text the beginning has to do. */
const QUESTION_CHARACTERS = 1000;
const MOST_CONCEPTS = 24;
/** Ways to cut words in two are tried for the whole question only so often: each is a look into the table. */
const MOST_SPLITS = 60;

/** Words that questions are made with. */
const LIGHT: ReadonlySet<string> = new Set(
  `allow allowed bring case cases come everybody everyone exactly find first go kind like long may mean might must need needed
   new often old ought people person possible put right same somebody someone something take taken thing things used using want way
   work works alle alles bekomme bekommen bekommt brauche brauchen braucht erhalte erhalten erhält fall finde finden findet gehen geht genau
   höchstens mindestens kommen kommt lassen lässt leute macht möchte möchten nehmen nötig passieren person personen sache tun verwenden
   wollen überhaupt eigentlich`.split(/\s+/),
);
const LIGHT_SAYS = 0.4;

/** What a question asks for. No concepts: it says nothing that could be looked up. */
export function askedOf(question: string): Asked {
  const text = question.slice(0, QUESTION_CHARACTERS).toWellFormed();
  const language = languageOfQuestion(text);
  const words = wordsOf(withoutMeasure(text)).map(({ forms }) => forms.filter((form) => !saysNothing(form, language)));
  const particle = language === "en" ? null : separatedParticle(text);

  const concepts: Concept[] = [];
  const placeOf = new Map<string, number>();
  let splits = MOST_SPLITS;
  const places = words.map((forms, at): number | null => {
    const [main] = forms;
    if (main === undefined) return null;
    const key = stemsOf(main, null).join(" ");
    const known = placeOf.get(key);
    if (known !== undefined) return known;
    if (concepts.length === MOST_CONCEPTS) return null;
    const joined = [join(words[at - 1]?.[0], main), join(main, words[at + 1]?.[0])].filter((one) => one !== null);
    const isLight = LIGHT.has(main);
    const ways = isLight ? literalWays(forms, joined) : waysOf({ forms, joined, particle, language, splits });
    splits -= ways.filter(({ isGuess }) => isGuess).length;
    concepts.push({ ways, says: isLight ? LIGHT_SAYS : 1 });
    placeOf.set(key, concepts.length - 1);
    return concepts.length - 1;
  });
  return { concepts, neighbours: neighboursOf(places), kind: answerKindOf(text) };
}

/** All terms that may occur in the ways of a question. */
export function termsOfAsked({ concepts }: Asked): string[] {
  return [...new Set(concepts.flatMap(({ ways }) => ways.flatMap(({ groups }) => groups.flat())))];
}

function saysNothing(form: string, language: Language | null): boolean {
  if (form.length === 1 && !/\p{N}/u.test(form)) return true;
  return language === null ? stopWords.en.has(form) || stopWords.de.has(form) : stopWords[language].has(form);
}

/** "home office" may be written as one word. */
function join(left: string | undefined, right: string | undefined): string | null {
  if (left === undefined || right === undefined) return null;
  return /^\p{L}{2,}$/u.test(left) && /^[\p{L}\p{N}]+$/u.test(right) ? left + right : null;
}

/** What says nothing does not part two words. */
function neighboursOf(places: readonly (number | null)[]): [number, number][] {
  const said = places.filter((place) => place !== null);
  return said.flatMap((place, at): [number, number][] => {
    const next = said[at + 1];
    return next === undefined || next === place ? [] : [[place, next]];
  });
}
