import { describe, expect, test } from "vitest";
import type { ConversationLine } from "#lib/chat/schema.ts";
import { changeLine, filterLines, groupLines, withFirstPage, withMore } from "./side-lines.ts";

const line = (id: string, activeAt: string, more: Partial<ConversationLine> = {}): ConversationLine => ({
  id,
  title: `Title ${id}`,
  pinned: false,
  archived: false,
  activeAt,
  ...more,
});
const ids = (lines: readonly ConversationLine[]) => lines.map(({ id }) => id);
const today = Date.parse("2026-11-22T00:00:00.000Z");

describe("grouping", () => {
  test("a day begins at the reader's midnight, and the week has seven days with today", () => {
    const lines = [
      line("midnight", "2026-11-22T00:00:00.000Z"),
      line("just before", "2026-11-21T23:59:59.999Z"),
      line("six days ago", "2026-11-16T00:00:00.000Z"),
      line("a moment earlier", "2026-11-15T23:59:59.999Z"),
    ];
    expect(groupLines(lines, today).map((group) => [group.name, ids(group.lines)])).toEqual([
      ["today", ["midnight"]],
      ["week", ["just before", "six days ago"]],
      ["older", ["a moment earlier"]],
    ]);
  });

  test("a pinned conversation stands with the pinned ones, however old it is", () => {
    const groups = groupLines([line("old", "2020-01-01T00:00:00.000Z", { pinned: true })], today);
    expect(groups.map(({ name }) => name)).toEqual(["pinned"]);
  });

  test("no conversations make no headings", () => {
    expect(groupLines([], today)).toEqual([]);
  });
});

test("searching finds every word in any order, without accents and case", () => {
  const lines = [line("a", "", { title: "Fragen zur Übernahme" }), line("b", "", { title: "Zur Sache" })];
  expect(ids(filterLines(lines, "ZUR ubernahme"))).toEqual(["a"]);
  expect(ids(filterLines(lines, " "))).toEqual(["a", "b"]);
  expect(ids(filterLines(lines, "nichts"))).toEqual([]);
});

describe("changes before the server has answered", () => {
  const lines = [line("p", "2026-01-01", { pinned: true }), line("new", "2026-03-01"), line("old", "2026-02-01")];

  test("what is pinned comes first, and back to its place when unpinned", () => {
    const pinned = changeLine(lines, "old", { pinned: true });
    expect(ids(pinned)).toEqual(["old", "p", "new"]);
    expect(ids(changeLine(pinned, "old", { pinned: false }))).toEqual(["p", "new", "old"]);
  });

  test("the conversation in which something was just said comes before the others", () => {
    expect(ids(changeLine(lines, "old", { activeAt: "2026-04-01" }))).toEqual(["p", "old", "new"]);
  });

  test("what is deleted is gone, and what is not there changes nothing", () => {
    expect(ids(changeLine(lines, "new", null))).toEqual(["p", "old"]);
    expect(ids(changeLine(lines, "unknown", { title: "x" }))).toEqual(["p", "new", "old"]);
  });
});

describe("pages", () => {
  const known = [
    line("c", "2026-03-03"),
    line("b", "2026-03-02"),
    line("a", "2026-03-01"),
    line("x", "2026-03-05", { archived: true }),
  ];

  test("the first page read again brings what is new, drops what is gone, and keeps older pages and the other view", () => {
    const page = {
      lines: [line("d", "2026-03-04"), line("b", "2026-03-02", { title: "Renamed" })],
      next: "2026-03-02_b",
    };
    const lines = withFirstPage(known, page, false);
    expect(ids(lines)).toEqual(["x", "d", "b", "a"]);
    expect(lines.find(({ id }) => id === "b")?.title).toBe("Renamed");
  });

  test("a first page after which nothing follows is all there is", () => {
    expect(ids(withFirstPage(known, { lines: [line("c", "2026-03-03")], next: null }, false))).toEqual(["x", "c"]);
    expect(ids(withFirstPage(known, { lines: [], next: null }, false))).toEqual(["x"]);
  });

  test("lines of one moment stand by their ids, and those of later pages stay when the first one is read again", () => {
    const tied = ["d", "c", "b", "a"].map((id) => line(id, "2026-03-01"));
    expect(ids(withMore(tied.slice(2), tied.slice(0, 2)))).toEqual(["d", "c", "b", "a"]);
    const first = { lines: tied.slice(0, 2), next: "2026-03-01_c" };
    expect(ids(withFirstPage(tied, first, false))).toEqual(["d", "c", "b", "a"]);
    expect(ids(withFirstPage([line("cc", "2026-03-01"), ...tied], first, false))).toEqual(["d", "c", "b", "a"]);
  });

  test("the next page follows, and no line stands twice", () => {
    const lines = withMore(known, [line("a", "2026-03-01"), line("0", "2026-02-01")]);
    expect(ids(lines)).toEqual(["x", "c", "b", "a", "0"]);
  });
});
