import { describe, expect, test } from "vitest";
import { excerptOf, passageParts } from "./passage-parts.ts";

const text = "Hotels\n\nUp to 120 € a night. More needs consent.\n\nTrains\n\nSecond class.";
const span = (of: string) => ({ start: text.indexOf(of), end: text.indexOf(of) + of.length });
const shown = (parts: ReturnType<typeof passageParts>) =>
  parts.map(({ isHeading, pieces }) => [
    isHeading,
    pieces.map(({ text, marked }) => (marked ? `[${text}]` : text)).join(""),
  ]);

describe("a passage", () => {
  test("shows its headings apart from its text, without the white space between them", () => {
    expect(shown(passageParts(text, [span("Hotels\n\n"), span("Trains\n\n")], null))).toEqual([
      [true, "Hotels"],
      [false, "Up to 120 € a night. More needs consent."],
      [true, "Trains"],
      [false, "Second class."],
    ]);
  });

  test("marks a quotation, also one that goes on across a heading", () => {
    expect(shown(passageParts(text, [span("Hotels")], span("Up to 120 € a night.")))[1]).toEqual([
      false,
      "[Up to 120 € a night.] More needs consent.\n\nTrains\n\nSecond class.",
    ]);
    const across = { start: text.indexOf("More"), end: text.length };
    expect(shown(passageParts(text, [span("Trains")], across)).slice(1)).toEqual([
      [true, "[Trains]"],
      [false, "[Second class.]"],
    ]);
  });

  test("loses nothing and fails on nothing when spans lie outside or over each other", () => {
    const wild = [
      { start: -5, end: 3 },
      { start: 2, end: 8 },
      { start: 60, end: 900 },
      { start: 10, end: 4 },
    ];
    for (const mark of [null, { start: -9, end: 4 }, { start: 900, end: 950 }, { start: 30, end: 10 }]) {
      const all = passageParts(text, wild, mark).flatMap(({ pieces }) => pieces.map((piece) => piece.text));
      expect(all.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
    }
  });
});

describe("an excerpt", () => {
  test("is cut between words and says where it is cut", () => {
    const long = `${"one two ".repeat(50)}THE POINT${" three four".repeat(50)}`;
    const at = long.indexOf("THE POINT");
    const { before, quotation, after, cutBefore, cutAfter } = excerptOf(long, { start: at, end: at + 9 }, 20);
    expect([before, quotation, after]).toEqual(["two one two one two ".slice(4), "THE POINT", " three four three"]);
    expect([cutBefore, cutAfter]).toEqual([true, true]);
  });

  test("is whole where there is room", () => {
    expect(excerptOf("a b c", { start: 2, end: 3 })).toEqual({
      ...{ before: "a ", quotation: "b", after: " c", cutBefore: false, cutAfter: false },
    });
  });
});
