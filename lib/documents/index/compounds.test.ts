import { expect, test } from "vitest";
import { stemGerman } from "#lib/search/terms.ts";
import { compoundParts, lastPartOf } from "./compounds.ts";

test.each([
  ["kündigungsfrist", ["kündigung", "frist"]],
  ["reisekostenabrechnung", ["reise", "kosten", "abrechnung"]],
  ["sicherheitsschuhe", ["sicherheit", "schuh"]],
  ["mietvertrag", ["miete", "vertrag"]],
  ["dienstreisen", ["dienst", "reise"]],
])("%s is made of %o", (word, parts) => {
  expect(compoundParts(word)).toEqual(expect.arrayContaining(parts.map(stemGerman)));
});

test.each(["vermieterin", "kalender", "arbeiten", "ordnung", "xyzzy", "a".repeat(60)])("%s is no compound", (word) => {
  expect(compoundParts(word)).toEqual([]);
});

test("a word of the document shows a compound that no list knows", () => {
  expect(compoundParts("pegelstein")).toEqual([]);
  expect(compoundParts("pegelstein", (word) => word === "pegel")).toEqual(["pegel", "stein"].map(stemGerman));
});

test("the last part is what is written there", () => {
  expect(lastPartOf("feiertags")).toBe("tags");
  expect(lastPartOf("haus")).toBeNull();
});
