import { expect, test } from "vitest";
import { clearDrafts, draftKey, readDraft, writeDraft } from "./drafts.ts";

/** The part of the Storage interface that drafts use. */
function storage(setItem?: () => never) {
  const items = new Map<string, string>();
  return {
    items,
    get length() {
      return items.size;
    },
    key: (at: number) => [...items.keys()][at] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: setItem ?? ((key: string, value: string) => void items.set(key, value)),
    removeItem: (key: string) => void items.delete(key),
  };
}

test("every conversation, and the new one, has a draft of its own", () => {
  const store = storage();
  writeDraft(store, draftKey("ada", null), "new one");
  writeDraft(store, draftKey("ada", "c1"), "first");
  expect(readDraft(store, draftKey("ada", null))).toBe("new one");
  expect(readDraft(store, draftKey("ada", "c1"))).toBe("first");
  expect(readDraft(store, draftKey("ada", "c2"))).toBe("");
});

test("nobody else who signs in in the same tab sees the draft", () => {
  const store = storage();
  writeDraft(store, draftKey("ada", "c1"), "private");
  expect(readDraft(store, draftKey("bob", "c1"))).toBe("");
});

test("a draft that was sent or emptied leaves nothing behind", () => {
  const store = storage();
  writeDraft(store, draftKey("ada", "c1"), "text");
  writeDraft(store, draftKey("ada", "c1"), "");
  expect(store.items.size).toBe(0);
});

test("signing out forgets all drafts of that account and nothing else", () => {
  const store = storage();
  writeDraft(store, draftKey("ada", null), "1");
  writeDraft(store, draftKey("ada", "c1"), "2");
  writeDraft(store, draftKey("bob", "c1"), "3");
  store.setItem("other", "4");
  clearDrafts(store, "ada");
  expect([...store.items.values()]).toEqual(["3", "4"]);
});

test("storage that is full or forbidden breaks nothing", () => {
  const full = storage(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  expect(() => writeDraft(full, "k", "text")).not.toThrow();
  expect(() => clearDrafts(null, "ada")).not.toThrow();
  expect(readDraft(null, "k")).toBe("");
});
