import { expect, test } from "vitest";
import { filterItems, groupItems } from "./palette-filter.ts";

const items = [
  { id: "new", label: "New chat", group: "Actions" },
  { id: "résumé", label: "Mein Résumé", group: "Chats" },
  { id: "security", label: "Settings: Security", group: "Go to", keywords: "password passkey" },
  { id: "cats", label: "Cats", group: "Chats" },
];
const ids = (query: string) => filterItems(items, query).map((item) => item.id);

test("without a query everything stays in its order", () => {
  expect(ids("")).toEqual(["new", "résumé", "security", "cats"]);
  expect(ids("   ")).toEqual(["new", "résumé", "security", "cats"]);
});

test("accents and case do not count, on either side", () => {
  expect(ids("RESUME")).toEqual(["résumé"]);
  expect(ids("résu")).toEqual(["résumé"]);
});

test("every word must be found, wherever it stands", () => {
  expect(ids("security settings")).toEqual(["security"]);
  expect(ids("security cats")).toEqual([]);
});

test("keywords find too, and what begins with the query comes before what only holds it", () => {
  expect(ids("passk")).toEqual(["security"]);
  expect(ids("c")).toEqual(["cats", "new", "security"]);
});

test("what a search elsewhere has found is shown whatever its label says, last", () => {
  const found = { id: "found", label: "Unrelated", always: true };
  expect(filterItems([found, ...items], "cat").map((item) => item.id)).toEqual(["cats", "found"]);
});

test("groups stay together in the order in which they first appear", () => {
  expect(groupItems(items).map(({ group, items: members }) => [group, members.length])).toEqual([
    ["Actions", 1],
    ["Chats", 2],
    ["Go to", 1],
  ]);
});
