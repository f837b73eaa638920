type Language = "en" | "de";

const words = (list: string) => new Set(list.split(/\s+/));

/** Words that say nothing about the subject of a question. */
const STOP_WORDS: Record<Language, ReadonlySet<string>> = {
  en: words(
    `a about after all also am an and any are as at be because been but by can could did do does doing for from get gets
     give had has have he her here hers him his how i happen happens if in into is it its just know let many me much my no not of on one or our
     out per please she should so some tell than that the their them then there these they thing this to too up us use was
     we were what when where which who whom why will with would you your`,
  ),
  de: words(
    `aber alle als also am an auch auf aus bei bin bis bist bitte da damit dann das dass dein dem den denn der des dich
     die dies diese dieser dieses dir doch du durch ein eine einem einen einer eines er es etwas für gibt gut hab habe
     haben hast hat hier ich ihm ihn ihr im in ins ist ja kann kannst kein keine können passiert könnte machen mal man mein meine meinem
     meinen meiner mich mir mit muss nach nicht noch nun nur ob oder pro sag sagen sein sich sie sind so soll über um und uns
     unser viel viele vom von vor war warum was weil welche welchem welcher welches wenn wer werden wie wieder will wir wird wo wozu
     zu zum zur`,
  ),
};

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

function synonyms(stem: (word: string) => string, groups: Record<string, string>): ReadonlyMap<string, string> {
  const pairs = Object.entries(groups).flatMap(([word, others]) =>
    others.split(" ").map((other) => [stem(other), stem(word)] as const),
  );
  return new Map(pairs);
}

/** The terms of a text for ranking: words without endings, stop words left out, synonyms joined, in order. */
export function termsOf(text: string, language: Language): string[] {
  const lower = text.toLowerCase().normalize("NFC");
  const joined = PHRASES[language].reduce((rest, [phrase, word]) => rest.replace(phrase, word), lower);
  const terms: string[] = [];
  for (const [word] of joined.matchAll(/[\p{L}\p{N}]+/gu)) {
    if (STOP_WORDS[language].has(word)) continue;
    const stem = language === "en" ? stemEnglish(word) : stemGerman(word);
    terms.push(SYNONYMS[language].get(stem) ?? stem);
  }
  return terms;
}

/**
 * What the terms of a German question may mean besides: a separable verb has its first part at the end of the sentence
 * ("Wie halte ich eine Antwort an?" asks about "anhalten").
 */
export function separatedVerbs(text: string, terms: readonly string[]): string[] {
  const part = /\b(an|ab|aus|auf|ein|um|hoch|her|weg|weiter)[\s?!.]*$/i.exec(text)?.[1]?.toLowerCase();
  if (part === undefined) return [];
  return terms.map((term) => SYNONYMS.de.get(part + term) ?? part + term);
}

/**
 * A light stemmer: it only has to send the forms of a word to the same stem, not to a word. Endings in the spirit of
 * Porter's first and last steps.
 */
export function stemEnglish(word: string): string {
  if (word.length <= 3) return word;
  let stem = word.replace(/'s$/, "");
  if (/(?:ss|x|ch|sh)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^aeiou]ies$/.test(stem)) stem = `${stem.slice(0, -3)}y`;
  else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1);
  const bare = stem.replace(/(?:ational|ation|ator|ative|ating|ated|ate)$/, "");
  if (bare !== stem && bare.length >= 4) return bare;
  const verb = stem.replace(/(?:ing|ed)$/, "");
  if (verb !== stem && /[aeiouy]/.test(verb) && verb.length >= 3) {
    stem = /([bdfgmnprt])\1$/.test(verb) ? verb.slice(0, -1) : verb;
  }
  stem = stem.replace(/(?:ment|ness|able|ible|ion|ly)$/, (ending) => (stem.length - ending.length >= 4 ? "" : ending));
  return stem.replace(/y$/, "i").replace(/e$/, "");
}

/** A light stemmer for German after Savoy: umlauts plain, inflections off. */
export function stemGerman(word: string): string {
  let stem = word.replace(/ä/g, "a").replace(/ö/g, "o").replace(/ü/g, "u").replace(/ß/g, "ss");
  if (/^ge.{3,}t$/.test(stem) && stem.length >= 7) stem = stem.slice(2);
  for (const ending of ["ungen", "ung", "ern", "em", "en", "er", "es", "et", "st", "e", "n", "s", "t"]) {
    if (stem.endsWith(ending) && stem.length - ending.length >= 4) return stem.slice(0, -ending.length);
  }
  return stem;
}
