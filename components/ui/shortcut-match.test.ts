import { expect, test } from "vitest";
import { matchesShortcut } from "./shortcut-match.ts";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {}) => ({
  ...{ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false },
  ...held,
});

test("mod is ⌘ on Apple's keyboards and Ctrl elsewhere, never the other", () => {
  expect(matchesShortcut(press("k", { metaKey: true }), "mod+k", true)).toBe(true);
  expect(matchesShortcut(press("k", { ctrlKey: true }), "mod+k", true)).toBe(false);
  expect(matchesShortcut(press("k", { ctrlKey: true }), "mod+k", false)).toBe(true);
});

test("a key more or less held is another shortcut", () => {
  expect(matchesShortcut(press("O", { ctrlKey: true, shiftKey: true }), "mod+shift+o", false)).toBe(true);
  expect(matchesShortcut(press("o", { ctrlKey: true }), "mod+shift+o", false)).toBe(false);
  expect(matchesShortcut(press("k", { ctrlKey: true, altKey: true }), "mod+k", false)).toBe(false);
  expect(matchesShortcut(press("Escape"), "escape", false)).toBe(true);
});
