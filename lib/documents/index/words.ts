import { lastPartOf } from "./compounds.ts";
import type { Span } from "./sentences.ts";

/** A word of a text, and in which forms it may be written: in small letters, numbers and dates in one form each. */
export type Word = Span & { forms: string[] };

// Letters and digits, and what may stand between them in one word: "e-mail", "4,800", "HX-2400/B", "31.03.2026".
const CHUNK = /[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(?:[.,:/_'’‘-][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*/gu;
const PIECE = /\p{N}+|[\p{L}\p{M}]+/gu;
/** "sonn- und feiertags". */
const ELLIPTIC = /\p{L}- (?:und|oder|bzw\.|and|or) \p{L}/u;
const LONGEST_WORD = 60;
const LONGEST_NUMBER = 20;

const MONTHS = new Map(
  [
    "jan january januar jänner",
    "feb february februar",
    "mar march märz maerz mär",
    "apr april",
    "may mai",
    "jun june juni",
    "jul july juli",
    "aug august",
    "sep sept september",
    "oct october okt oktober",
    "nov november",
    "dec december dez dezember",
  ].flatMap((names, index) => names.split(" ").map((name) => [name, index + 1] as const)),
);

/** The words of a text in order. */
export function wordsOf(text: string): Word[] {
  const words: Word[] = [];
  for (const { 0: chunk, index } of text.matchAll(CHUNK)) addChunk(words, chunk, index);
  joinDates(words);
  joinElliptic(words, text);
  return words;
}

/** Whether a text has words that `wordsOf` understands and their chunks by themselves do not. */
export function isElliptic(text: string): boolean {
  return ELLIPTIC.test(text);
}

/**
 * The same by chunks, in which a word always looks the same, without dates of several words and without ellipses.
 * `visit` gets where each begins.
 */
export function visitChunks(text: string, visit: (chunk: string, start: number) => void): void {
  let at = 0;
  // Between two chunks there is nothing that one could begin with. Faster than matches with their places.
  for (const chunk of text.match(CHUNK) ?? []) {
    at = text.indexOf(chunk, at);
    visit(chunk, at);
    at += chunk.length;
  }
}

/** The words in a chunk; offsets count within it. */
export function wordsOfChunk(chunk: string): Word[] {
  const words: Word[] = [];
  addChunk(words, chunk, 0);
  return words;
}

/** Whether a form stands for a date, which may be written in several words. */
export function isDate(form: string): boolean {
  return /^\d*-\d{1,2}-\d{1,2}$/.test(form);
}

function addChunk(words: Word[], chunk: string, start: number): void {
  const whole = { start, end: start + chunk.length };
  if (/^\p{L}+$/u.test(chunk)) {
    if (chunk.length <= LONGEST_WORD) words.push({ ...whole, forms: [plain(chunk)] });
    return;
  }
  const number = /^\d/.test(chunk) && chunk.length <= LONGEST_NUMBER ? numberForms(chunk) : null;
  if (number !== null) {
    words.push({ ...whole, forms: number });
    return;
  }
  const pieces = [...chunk.replace(/['’‘]s$/u, "").matchAll(PIECE)];
  const from = words.length;
  for (const { 0: piece, index } of pieces) {
    if (piece.length > LONGEST_WORD) continue;
    words.push({ start: start + index, end: start + index + piece.length, forms: [plain(piece)] });
  }
  const last = words.at(-1);
  const joined = plain(pieces.map(([piece]) => piece).join(""));
  // "E-31", "E 31" and "E31" are one code, "Home-Office" and "Homeoffice" one word.
  if (words.length - from > 1 && last !== undefined && joined.length <= LONGEST_WORD) last.forms.push(joined);
}

function plain(word: string): string {
  // Most words are of letters that have but one form.
  return (/^[\0-\u02ff]*$/.test(word) ? word : word.normalize("NFKC")).toLowerCase();
}

/** A date, a time, or a number with its signs: "1.980,00" and "1,980" are the same number, "0,38" and "0.38" too. */
function numberForms(chunk: string): string[] | null {
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})$/.exec(chunk) ?? [];
  if (day !== undefined) return dateForms(Number(year), Number(month), Number(day));
  const [, y, m, d] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(chunk) ?? [];
  if (y !== undefined) return dateForms(Number(y), Number(m), Number(d));
  if (/^\d{1,2}:\d{2}$/.test(chunk)) return [chunk.replace(/^0(?=\d)/, "")];
  const grouped = /^(\d{1,3}(?:([.,'’])\d{3}(?:\2\d{3})*))(?:[.,](\d+))?$/.exec(chunk);
  if (grouped !== null) return [decimal((grouped[1] ?? "").replace(/\D/g, ""), grouped[3])];
  const [, units, fraction] = /^(\d+)[.,](\d+)$/.exec(chunk) ?? [];
  if (units !== undefined) return [decimal(units, fraction)];
  return /^\d+$/.test(chunk) ? [chunk] : null;
}

function decimal(units: string, fraction = ""): string {
  const rest = fraction.replace(/0+$/, "");
  return rest === "" ? units : `${units}.${rest}`;
}

function dateForms(year: number, month: number, day: number): string[] | null {
  if (month < 1 || month > 12 || day < 1 || day > 31) return null;
  const ofYear = `${month}-${day}`;
  const full = year < 100 ? 2000 + year : year;
  return [`${full}-${ofYear}`, `-${ofYear}`, String(full)];
}

/** "31. März 2026" and "March 31, 2026" are found like "31.03.2026": the month gets the date as another form. */
function joinDates(words: Word[]): void {
  words.forEach((word, at) => {
    const month = MONTHS.get(word.forms[0] ?? "");
    if (month === undefined) return;
    const number = (place: number) => /^\d{1,4}$/.exec(words[place]?.forms[0] ?? "")?.[0];
    const [before, next, second] = [number(at - 1), number(at + 1), number(at + 2)];
    const day = before ?? next;
    const year = before === undefined ? second : next;
    if (day === undefined || day.length > 2 || Number(day) < 1 || Number(day) > 31) return;
    word.forms.push(`-${month}-${Number(day)}`);
    if (year?.length === 4) word.forms.push(`${year}-${month}-${Number(day)}`);
  });
}

/** "sonn- und feiertags" is "sonntags" too: the first word gets the last part of the second. */
function joinElliptic(words: Word[], text: string): void {
  if (!isElliptic(text)) return;
  words.forEach((word, at) => {
    const second = words[at + 2];
    if (second === undefined || !ELLIPTIC.test(text.slice(word.end - 1, second.start + 1))) return;
    const tail = lastPartOf(second.forms.at(-1) ?? "");
    if (tail !== null) word.forms.push(`${word.forms[0]}${tail}`);
  });
}
