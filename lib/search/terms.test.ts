import { expect, test } from "vitest";
import { synonymsOf } from "./synonyms.ts";
import { separatedParticle, stemEnglish, stemGerman } from "./terms.ts";

test.each([
  ["conversations", "conversation"],
  ["replies", "reply"],
  ["stopping", "stopped"],
  ["deleting", "deletes"],
  ["passes", "pass"],
  ["regenerate", "regenerating"],
])("%s and %s are one English term", (a, b) => {
  expect(stemEnglish(a)).toBe(stemEnglish(b));
});

test.each([
  ["Unterhaltungen", "Unterhaltung"],
  ["löschen", "gelöscht"],
  ["Schlüssel", "Schlüsseln"],
  ["Modelle", "Modell"],
])("%s and %s are one German term", (a, b) => {
  expect(stemGerman(a.toLowerCase())).toBe(stemGerman(b.toLowerCase()));
});

test.each([
  ["paid", "pays"],
  ["stolen", "stealing"],
  ["approval", "approved"],
  ["cancellation", "cancelled"],
])("%s and %s are one English term, though their forms differ", (a, b) => {
  expect(stemEnglish(a)).toBe(stemEnglish(b));
});

test.each([
  ["Fristen", "Frist"],
  ["Verträge", "Vertrag"],
  ["Kuendigung", "gekündigt"],
  ["abgerechnet", "abrechnen"],
  ["einzureichen", "einreichen"],
  ["fährt", "fahren"],
  ["monatlich", "Monate"],
  ["Straße", "Strasse"],
])("%s and %s are one German term, though their forms differ", (a, b) => {
  expect(stemGerman(a.toLowerCase())).toBe(stemGerman(b.toLowerCase()));
});

test.each([
  ["Wann läuft der Vertrag ab?", "ab"],
  ["Wie halte ich sie an?", "an"],
  ["Was kostet das?", null],
  ["Wo ist Japan?", null],
])("the separated part of a verb in %o is %o", (question, part) => {
  expect(separatedParticle(question)).toBe(part);
});

test("synonyms go both ways, and no word is its own", () => {
  expect(synonymsOf(stemEnglish("taxi"), "en")).toContain(stemEnglish("cab"));
  expect(synonymsOf(stemEnglish("cab"), "en")).toContain(stemEnglish("taxi"));
  expect(synonymsOf(stemGerman("urlaub"), "de")).not.toContain(stemGerman("urlaub"));
  expect(synonymsOf("constructor", "en")).toEqual([]);
});
