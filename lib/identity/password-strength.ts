import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary } from "@zxcvbn-ts/language-common";

// Runs in the browser while somebody types, and on the server, whose answer counts. It brings half a megabyte of common
// passwords along, so a page fetches it only once somebody chooses a password.

export type StrengthReason = keyof typeof reasons;
export type StrengthTip = keyof typeof tips;
export type Strength = {
  /** 0 to 4; what the policy asks for is in `lib/identity/numbers.ts`. */
  score: number;
  reason: StrengthReason | null;
  tip: StrengthTip | null;
  /** It stands in the list of passwords that everybody tries first. */
  isCommon: boolean;
};

/** Which of the library's findings make which reason of ours. */
const reasons = {
  keyboard: ["straightRow", "keyPattern"],
  repeat: ["simpleRepeat", "extendedRepeat"],
  sequence: ["sequences"],
  date: ["recentYears", "dates"],
  common: ["topTen", "topHundred", "common", "pwned"],
  similar: ["similarToCommon"],
  word: ["wordByItself"],
  name: ["namesByThemselves", "commonNames"],
  own: ["userInputs"],
} as const;

/** The same for its suggestions, the most exact first. */
const tips = {
  spelling: ["l33t", "reverseWords"],
  capitals: ["capitalization", "allUppercase"],
  dates: ["dates", "recentYears", "associatedYears"],
  sequences: ["sequences"],
  repeats: ["repeated"],
  keys: ["longerKeyboardPattern"],
  words: ["anotherWord", "useWords", "noNeed", "pwned"],
} as const;

const entries = <T extends object>(table: T) => Object.entries(table) as [keyof T, readonly string[]][];
export const reasonOf = (warning: string | null): StrengthReason | null =>
  entries(reasons).find(([, keys]) => warning !== null && keys.includes(warning))?.[0] ?? null;
export const tipOf = (suggestions: readonly string[]): StrengthTip | null =>
  entries(tips).find(([, keys]) => keys.some((key) => suggestions.includes(key)))?.[0] ?? null;

/** Longer ones are refused anyway; what is judged must stay short, because the work grows with its square. */
const MOST_JUDGED = 128;

let judge: { zxcvbn: ZxcvbnFactory; common: Set<string> } | null = null;
function judging() {
  judge ??= {
    zxcvbn: new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs, maxLength: MOST_JUDGED }),
    common: new Set(dictionary["passwords-common"]),
  };
  return judge;
}

/** How hard a password is to guess for somebody who knows whose it is. `about` are its owner's name and address. */
export function judgePassword(password: string, about: readonly string[] = []): Strength {
  const { zxcvbn, common } = judging();
  const text = password.normalize("NFKC").slice(0, MOST_JUDGED);
  const own = wordsOf(about);
  let found = zxcvbn.check(text, own);
  let reason = reasonOf(found.feedback.warning);
  // One's own name between other characters counts for nothing: only what is left without it must be guessed.
  const rest = without(text, own);
  if (rest !== text) {
    const alone = zxcvbn.check(rest, own);
    if (alone.score < found.score) [found, reason] = [alone, "own"];
  }
  const tip = found.score > 2 ? null : (tipOf(found.feedback.suggestions) ?? "words");
  return { score: found.score, reason, tip, isCommon: isCommon(text, common) };
}

function isCommon(text: string, common: ReadonlySet<string>): boolean {
  return common.has(text) || common.has(text.toLowerCase()) || common.has(text.toLowerCase().trim());
}

/** The parts of names and addresses that are long enough to be words, and the name of this place. */
function wordsOf(about: readonly string[]): string[] {
  const parts = about.flatMap((text) =>
    text
      .normalize("NFKC")
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u),
  );
  return [...new Set([...parts, "convosphere"])].filter((word) => word.length >= 3).slice(0, 20);
}

function without(text: string, words: readonly string[]): string {
  let rest = text;
  // Lower case of some letters has another length; those are left alone rather than cut in the wrong place.
  for (const word of [...words].sort((a, b) => b.length - a.length)) {
    const lower = rest.toLowerCase();
    if (lower.length !== rest.length) break;
    for (let at = lower.indexOf(word); at !== -1; at = rest.toLowerCase().indexOf(word))
      rest = rest.slice(0, at) + rest.slice(at + word.length);
  }
  return rest;
}
