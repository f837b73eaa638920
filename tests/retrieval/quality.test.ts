import { expect, test } from "vitest";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { aPerson } from "#tests/support/factories.ts";
import { inRollback } from "#tests/support/rollback.ts";
import { readCorpus, readQuestions } from "./library.ts";
import { askAll, promised, qualityOf } from "./quality.ts";

test("the set of questions is what the product's promise is measured on", async () => {
  const corpus = await readCorpus();
  const questions = readQuestions();
  expect(corpus.length).toBeGreaterThanOrEqual(12);
  expect(corpus.filter(({ language }) => language === "de").length).toBeGreaterThanOrEqual(5);
  expect(questions.length).toBeGreaterThanOrEqual(60);
  expect(questions.filter(({ language }) => language === "de").length).toBeGreaterThanOrEqual(25);
  for (const { document, question, answers } of questions) {
    const passages = corpus.find(({ slug }) => slug === document)?.passages ?? [];
    const right = passages.filter(({ text }) => answers.some((answer) => text.includes(answer)));
    expect(right.length, `${question} has an answer in ${document}`).toBe(1);
  }
});

test("of all questions 85 % find their passage among the first five, and 75 % are answered by the quotation", () =>
  inRollback(async (tx) => {
    const person = await aPerson(tx);
    const outcomes = await askAll(tx, await accountBox(tx, person.actor.id), person.actor.id);
    const quality = qualityOf(outcomes);
    console.info("retrieval", quality);
    const missed = outcomes.filter(({ place }) => place === null).map(({ question }) => question);
    expect(quality.recall, missed.join("\n")).toBeGreaterThanOrEqual(promised.recall);
    const unquoted = outcomes.filter(({ quoted }) => !quoted.first).map(({ question }) => question);
    expect(quality.quotation, unquoted.join("\n")).toBeGreaterThanOrEqual(promised.quotation);
    for (const { found } of outcomes)
      for (const { text, start, quotation } of found) {
        expect(text.slice(quotation.start - start, quotation.end - start)).toBe(quotation.text);
        expect(quotation.text).not.toBe("");
      }
  }));
