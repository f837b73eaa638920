import { expect, test } from "vitest";
import { initials } from "./initials.ts";

test.each([
  ["ada lovelace", "AL"],
  ["Ödön von Horváth", "ÖH"],
  ["grace.hopper@example.org", "GH"],
  ["Plato", "P"],
  ["李 明", "李明"],
  ["", "?"],
  ["…", "?"],
])("%j is shown as %s", (name, shown) => expect(initials(name)).toBe(shown));
