import { expect, test } from "vitest";
import { aLine } from "./document-for-test.ts";
import { foundDocuments, wantedOf } from "./found-documents.ts";

const travel = aLine({ id: "1", name: "Travel Policy 2026.pdf" });
const expenses = aLine({ id: "2", name: "Übersicht Reisekosten.docx" });
const all = [travel, expenses];

test("a name is found by its words in any order and in any case, and by nothing all are", () => {
  expect(foundDocuments(all, "policy travel")).toEqual([travel]);
  expect(foundDocuments(all, "ÜBERSICHT")).toEqual([expenses]);
  expect(foundDocuments(all, "  ")).toEqual(all);
  expect(foundDocuments(all, "policy kosten")).toEqual([]);
});

test("a choice says what comes and what goes, and nothing about what stays", () => {
  expect(wantedOf([travel], new Set(["1", "2"]), false)).toEqual({ add: ["2"], remove: [], library: false });
  expect(wantedOf(all, new Set(["2"]), true)).toEqual({ add: [], remove: ["1"], library: true });
  expect(wantedOf(all, new Set(["2", "1"]), false)).toEqual({ add: [], remove: [], library: false });
});
