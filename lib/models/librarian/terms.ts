import { type Language, separatedParticle, stem, stemEnglish, stemGerman, stopWords } from "#lib/search/terms.ts";

/** Verbs of two words, and one word for each; the same in questions and pages. */
const PHRASES: Record<Language, readonly (readonly [RegExp, string])[]> = {
  en: [
    [/\b(?:log|sign)(?:g?ing|g?ed)?[ -]?(?:out|off)\b/g, "signout"],
    [/\bsign(?:ing|ed)?[ -]?up\b|\bregist(?:er|ering|ration)\b/g, "signup"],
    [/\b(?:log|sign)(?:g?ing|g?ed)?[ -]?in(?:to)?\b/g, "signin"],
  ],
  de: [],
};

/** What people call things, and what the pages call them. */
const SYNONYMS: Record<Language, ReadonlyMap<string, string>> = {
  en: synonyms(stemEnglish, {
    delete: "remove erase",
    administrator: "admin admins administrators",
    person: "user people colleague",
    conversation: "chat thread",
    reply: "answer response respond",
    keyboard: "shortcut hotkey",
    model: "llm ai",
    key: "api",
    encrypted: "sealed security secure",
    stop: "cancel abort",
    regenerate: "redo retry",
    edit: "modify",
    limit: "quota",
  }),
  de: synonyms(stemGerman, {
    passwort: "kennwort passwörter",
    anmelden: "einloggen login anmeldung",
    abmelden: "ausloggen logout abmeldung",
    löschen: "entfernen",
    unterhaltung: "chat gespräch",
    administration: "admin administrator",
    anhalten: "abbrechen stoppen stopp",
    tastenkürzel: "hotkey shortcut tastatur",
    modell: "ki llm sprachmodell",
    grenze: "limit begrenzung",
    person: "nutzer benutzer kollege kollegin user",
    verschlüsselt: "versiegelt verschlüsselung",
    exportieren: "herunterladen",
  }),
};

function synonyms(stemOf: (word: string) => string, groups: Record<string, string>): ReadonlyMap<string, string> {
  const pairs = Object.entries(groups).flatMap(([word, others]) =>
    others.split(" ").map((other) => [stemOf(other), stemOf(word)] as const),
  );
  return new Map(pairs);
}

/** The terms of a text for ranking: words without endings, stop words left out, synonyms joined, in order. */
export function termsOf(text: string, language: Language): string[] {
  const lower = text.toLowerCase().normalize("NFC");
  const joined = PHRASES[language].reduce((rest, [phrase, word]) => rest.replace(phrase, word), lower);
  const terms: string[] = [];
  for (const [word] of joined.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (stopWords[language].has(word)) continue;
    const found = stem(word, language);
    terms.push(SYNONYMS[language].get(found) ?? found);
  }
  return terms;
}

/** What the terms of a German question may mean besides, each at its place; none without a separated verb. */
export function separatedVerbs(text: string, terms: readonly string[]): string[] {
  const particle = separatedParticle(text);
  if (particle === null) return [];
  return terms.map((term) => {
    const verb = stemGerman(particle + term);
    return SYNONYMS.de.get(verb) ?? verb;
  });
}
