import { expect, test } from "vitest";
import { languageOf, languageOfQuestion } from "./language.ts";

const english = "This is what the contract says about the notice that has to be given by the end of the month. ";
const german =
  "Dies ist, was der Vertrag über die Frist sagt, die bis zum Ende des Monats einzuhalten ist und nicht läuft. ";

test("a text is of the language of its small words", () => {
  expect(languageOf(english.repeat(3))).toBe("en");
  expect(languageOf(german.repeat(3))).toBe("de");
});

test("what is neither, too short or both is of no language", () => {
  expect(languageOf("")).toBeNull();
  expect(languageOf("Le contrat est conclu pour une durée de dix ans entre les parties.")).toBeNull();
  expect(languageOf("The end.")).toBeNull();
  expect(languageOf((english + german).repeat(5))).toBeNull();
});

test.each([
  ["How long is the contract?", "en"],
  ["Wie lange läuft der Vertrag?", "de"],
  ["Dichtungssatz 240-771", null],
])("the question %o is of language %o", (question, language) => {
  expect(languageOfQuestion(question)).toBe(language);
});
