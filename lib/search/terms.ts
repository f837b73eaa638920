import { type Language, regularForm } from "./irregular-forms.ts";

export type { Language };

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/));

/** Words that say nothing about the subject of a text or a question. */
export const stopWords: Record<Language, ReadonlySet<string>> = {
  en: words(
    `a about after all also am an and any are as at be because been but by can could did do does doing for from get gets
     give had has have he her here hers him his how i happen happens if in into is it its just know let many me much my no not of on one or our
     out per please she should so some tell than that the their them then there these they thing this to too up us use was
     we were what when where which who whom why will with would you your
     again against always another because before being below between both cannot down during each either else ever every few here himself
     however itself less more most myself neither never nor off only other others ought over quite rather same shall since still such themselves
     therefore those though through thus together toward towards under until upon very via were while whose within without yet yours yourself`,
  ),
  de: words(
    `aber alle als also am an auch auf aus bei bin bis bist bitte da damit dann das dass dein dem den denn der des dich
     die dies diese dieser dieses dir doch du durch ein eine einem einen einer eines er es etwas für gibt gut hab habe
     haben hast hat hier ich ihm ihn ihr im in ins ist ja kann kannst kein keine können passiert könnte machen mal man mein meine meinem
     meinen meiner mich mir mit muss nach nicht noch nun nur ob oder pro sag sagen sein sich sie sind so soll über um und uns
     unser viel viele vom von vor war warum was weil welche welchem welcher welches wenn wer werden wie wieder will wir wird wo wozu
     zu zum zur
     allem allen aller alles anderen anderer anderes außer außerdem beide beim bereits besonders bevor bisher dabei dadurch dafür dagegen daher danach
     daran darauf daraus darf darin darüber davon davor dazu deren dessen diesem diesen dort dürfen ebenfalls ebenso einige einigen entweder etwa euch
     euer falls ganz gegen gegenüber hatte hatten hätte ihnen ihre ihrem ihren ihrer ihres immer indem innerhalb jede jedem jeden jeder jedes jedoch jemand
     jene jetzt keinem keinen keiner mehr mittels müssen nachdem neben nie niemand nichts ohne schon sehr sei seid sein seine seinem seinen seiner seit
     selbst sobald sodass sofern solche solchen sollen sollte sonst soweit sowie sowohl trotz unsere unserem unseren unserer unter während wann war wäre waren
     wären weder wegen welchen weiter weitere wem wen wessen wobei woher wohin womit woran worauf worden wurde wurden würde würden zwar zwischen`,
  ),
};

/** The stem of a word in small letters: the same for its forms, and not meant to be read. */
export function stem(word: string, language: Language): string {
  return language === "en" ? stemEnglish(word) : stemGerman(word);
}

/**
 * A light stemmer: it only has to send the forms of a word to the same stem, not to a word. Endings in the spirit of
 * Porter's first and last steps.
 */
export function stemEnglish(word: string): string {
  if (word.length <= 3) return regularForm(word, "en");
  let stem = regularForm(word.replace(/'s$/, ""), "en");
  if (/(?:ss|x|ch|sh)es$/.test(stem)) stem = stem.slice(0, -2);
  else if (/[^aeiou]ies$/.test(stem)) stem = `${stem.slice(0, -3)}y`;
  else if (/[^su]s$/.test(stem)) stem = stem.slice(0, -1);
  const bare = stem.replace(/(?:ational|ation|ator|ative|ating|ated|ate)$/, "");
  if (bare !== stem && bare.length >= 4) return undoubled(bare);
  const verb = stem.replace(/(?:ing|ed)$/, "");
  if (verb !== stem && /[aeiouy]/.test(verb) && verb.length >= 3) stem = undoubled(verb);
  stem = stem.replace(/(?:ment|ness|able|ible|ance|ence|ion|ity|ly|ful|al)$/, (ending) =>
    stem.length - ending.length >= (ending === "al" ? 5 : 4) ? "" : ending,
  );
  return stem.replace(/y$/, "i").replace(/e$/, "");
}

function undoubled(stem: string): string {
  return /([bdfglmnprt])\1$/.test(stem) && stem.length > 4 ? stem.slice(0, -1) : stem;
}

const GERMAN_ENDINGS = ["ungen", "lich", "ung", "ern", "em", "en", "er", "es", "et", "st", "e", "n", "s", "t"];
/** First parts of separable verbs: what "ge" and "zu" stand behind ("abgerechnet", "einzureichen"). */
const SEPARABLE =
  /^(ab|an|auf|aus|bei|ein|her|hin|mit|nach|um|vor|weg|weiter|zuruck|zu|zusammen)(ge|zu)(?=.{3,}(?:t|en)$)/;
const SHORTEST_STEM = 4;

/** A light stemmer for German after Savoy: umlauts plain, however they are written, inflections and participles off. */
export function stemGerman(word: string): string {
  let stem = plainLetters(regularForm(word, "de"));
  if (stem.length >= 8) stem = stem.replace(SEPARABLE, "$1");
  if (/^ge.{3,}t$/.test(stem) && stem.length >= 7) stem = stem.slice(2);
  for (;;) {
    const ending = GERMAN_ENDINGS.find(
      (one) => stem.endsWith(one) && stem.length - one.length >= (one === "lich" ? 3 : SHORTEST_STEM),
    );
    if (ending === undefined) return stem;
    stem = stem.slice(0, -ending.length);
  }
}

/** "ä" and "ae" are one letter, as are the others; "ue" behind "q" ("Quelle") is none. */
export function plainLetters(word: string): string {
  if (/^(?:[^äöüßaou]|[aou](?!e))*$/.test(word)) return word;
  return word
    .replace(/ä|ae/g, "a")
    .replace(/ö|oe/g, "o")
    .replace(/ü|(?<!q)ue/g, "u")
    .replace(/ß/g, "ss");
}

/**
 * A separable verb has its first part at the end of the sentence: "Wie halte ich eine Antwort an?" asks about "anhalten".
 * Null when the last word is no such part.
 */
export function separatedParticle(question: string): string | null {
  return (
    /(?<!\p{L})(an|ab|aus|auf|ein|um|hoch|her|mit|vor|weg|weiter|zurück)[\s?!.]*$/iu
      .exec(question)?.[1]
      ?.toLowerCase() ?? null
  );
}
