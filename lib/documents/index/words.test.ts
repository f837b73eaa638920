import { expect, test } from "vitest";
import { wordsOf } from "./words.ts";

const forms = (text: string) => wordsOf(text).map((word) => word.forms);

test.each([
  ["1.980,00", "1980"],
  ["1,980", "1980"],
  ["0,38", "0.38"],
  ["12,50", "12.5"],
  ["08:00", "8:00"],
])("the number %s is found as %s", (written, form) => {
  expect(forms(`for ${written} each`)[1]).toContain(form);
});

test.each(["31.03.2026", "31.3.26", "2026-03-31", "31. März 2026", "31 March 2026", "March 31, 2026", "31 Mar 2026"])(
  "the date %s is found however it is written",
  (date) => {
    expect(forms(`until ${date}.`).flat()).toEqual(expect.arrayContaining(["2026-3-31", "-3-31"]));
  },
);

test.each(["45.13.2026", "99 March", "0. Mai"])("%s is no date", (text) => {
  expect(
    forms(text)
      .flat()
      .filter((form) => form.includes("-")),
  ).toEqual([]);
});

test.each([
  ["HX-2400", "HX2400"],
  ["E-31", "E31"],
  ["240-771", "240-771"],
  ["Home-Office", "Homeoffice"],
  ["e-mail", "email"],
])("%s and %s share a form", (a, b) => {
  const shared = new Set(forms(a).flat());
  expect(
    forms(b)
      .flat()
      .some((form) => shared.has(form) && form.length > 2),
  ).toBe(true);
});

test("an ellipsis gives its first word the end of the second", () => {
  expect(forms("sonn- und feiertags")[0]).toContain("sonntags");
});

test("words know where they stand", () => {
  const text = "Die Müller-Straße, 1.250 m: it's o'clock.";
  for (const {
    start,
    end,
    forms: [form = ""],
  } of wordsOf(text))
    expect(text.slice(start, end).toLowerCase().replace(/\D/g, "")).toBe(form.replace(/\D/g, ""));
});

test("a word too long to be one is none, whatever surrounds it", () => {
  expect(forms(`a ${"x".repeat(5_000)} b`)).toEqual([["a"], ["b"]]);
});
