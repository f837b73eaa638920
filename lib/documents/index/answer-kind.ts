/** What kind of thing a question asks for, as far as its words tell; null: it could be anything. */
export type AnswerKind = "money" | "duration" | "time" | "count" | null;

const word = (pattern: string) => new RegExp(`(?<!\\p{L})(?:${pattern})(?!\\p{L})`, "iu");

/** The first that fits decides. */
const QUESTIONS: readonly [Exclude<AnswerKind, null>, RegExp][] = [
  [
    "duration",
    word(
      "how (?:long|quick(?:ly)?|fast|soon|often)|(?:wie|so) (?:lange?|schnell|bald|oft|häufig)|welcher? (?:zeit|frist)|notice period|(?:after|within) (?:what|which|how many)|nach wie viel\\p{L}*",
    ),
  ],
  [
    "time",
    word(
      "when|wann|(?:by|until|at|from) (?:what|which) (?:time|day|date)|which (?:day|date|month|year)|what (?:time|date|day)|welche[mnrs]? (?:tag|datum|jahr|monat)|uhrzeit|termin|bis wohin|deadline",
    ),
  ],
  [
    "money",
    word(
      "how much|how expensive|costs?|price|fee|pay|salary|wie ?viel (?:kostet|zahlt|geld|euro)|wie teuer|kostet|kosten|preis|gebühr|betrag|zuschuss|vergütung|zahlt|zahlen|miete",
    ),
  ],
  [
    "count",
    word(
      "how (?:many|big|large|high|far|heavy|hot|loud|deep|old|wide)|minimum|maximum|limit|wie ?(?:viele?|hoch|weit|groß|schwer|alt|warm|heiß|laut|breit|tief)|(?:ab|bei|bis zu) welche[mnr]|höchstens|mindestens|welches? (?:gewicht|größe|höhe|menge|temperatur|lautstärke)|which (?:level|temperature|percentage)|what (?:percentage|temperature|concentration|size)",
    ),
  ],
];
/** "How long" is answered, not spoken of: these words are nothing to look for. */
const MEASURE =
  /(?<!\p{L})(?:how|wie) ?(?:long|quick|quickly|fast|soon|often|much|many|expensive|big|large|high|far|heavy|old|lange?|schnell|bald|oft|häufig|viele?[nrs]?|teuer|hoch|weit|groß|schwer|alt)(?!\p{L})/giu;

const NUMBER_WORD =
  "\\d[\\d.,:]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|fifteen|twenty|thirty|forty|half|once|twice|ein(?:e[mnrs]?|mal)?|zwei(?:mal)?|drei|vier(?:ten)?|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|vierzehn|fünfzehn|achtzehn|zwanzig|dreißig|halb\\p{L}*|\\p{L}+(?:teen|eenth|ieth|ghth|fth)";
const UNIT =
  "seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?|sekunden?|minuten?|stunden?|tag(?:e[ns]?)?|werktag\\p{L}*|arbeitstag\\p{L}*|wochen?|monat(?:e[ns]?)?|quartal\\p{L}*|jahr(?:e[ns]?)?|halbjahr\\p{L}*";
const MONTH =
  "jan\\p{L}*|feb\\p{L}*|m[aä]r\\p{L}*|apr\\p{L}*|may|mai|jun\\p{L}*|jul\\p{L}*|aug\\p{L}*|sep\\p{L}*|o[ck]t\\p{L}*|nov\\p{L}*|de[cz]\\p{L}*";
const DAY = "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|(?:mon|diens|donners|frei|sams|sonn)tags?|mittwochs?";

const ANSWERS: Record<Exclude<AnswerKind, null>, RegExp> = {
  money: /(?:€|\$|£|euros?|cents?|pounds?|dollars?|franken|prozent|per cent|%)|\d,\d\d(?!\d)/iu,
  duration: new RegExp(
    `(?<!\\p{L})(?:${NUMBER_WORD})[- ](?:\\p{L}+ )?(?:${UNIT})(?!\\p{L})|(?<!\\p{L})(?:every|jede[nrs]?|alle) |(?:year|month|week|dai)ly|jährlich|monatlich|wöchentlich|täglich|${DAY}`,
    "iu",
  ),
  time: new RegExp(
    `\\d{1,2}[:.]\\d{2}|\\d{1,2}\\. ?(?:${MONTH})|(?:${MONTH}) \\d|(?<!\\p{L})(?:${DAY}|${MONTH})(?!\\p{L})|\\d(?:st|nd|rd|th)(?!\\p{L})|\\d Uhr|(?<!\\d)(?:19|20)\\d\\d(?!\\d)|(?:${NUMBER_WORD})[- ](?:\\p{L}+ )?(?:${UNIT})`,
    "iu",
  ),
  count: new RegExp(`(?<!\\p{L})(?:${NUMBER_WORD})(?!\\p{L})`, "iu"),
};

export function answerKindOf(question: string): AnswerKind {
  return QUESTIONS.find(([, pattern]) => pattern.test(question))?.[0] ?? null;
}

/** The question without the words that only say what kind of answer it wants. */
export function withoutMeasure(question: string): string {
  return question.replace(MEASURE, " ");
}

/** Whether a sentence holds something of that kind. */
export function holdsAnswer(sentence: string, kind: AnswerKind): boolean {
  return kind !== null && ANSWERS[kind].test(sentence);
}
