import { expect, test } from "vitest";
import { nothingChosen, readChosen, writeChosen } from "./chosen-documents.ts";
import { clearDrafts, draftKey, readDraft, writeDraft } from "./drafts.ts";

/** The part of the Storage interface that is used. */
function storage() {
  const items = new Map<string, string>();
  return {
    items,
    get length() {
      return items.size;
    },
    key: (at: number) => [...items.keys()][at] ?? null,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

test("what was chosen survives a reload, apart for every conversation and every person", () => {
  const store = storage();
  writeChosen(store, "ada", null, { documentIds: ["d1", "d2"], library: null });
  writeChosen(store, "ada", "c1", { documentIds: [], library: false });
  expect(readChosen(store, "ada", null)).toEqual({ documentIds: ["d1", "d2"], library: null });
  expect(readChosen(store, "ada", "c1")).toEqual({ documentIds: [], library: false });
  expect(readChosen(store, "ada", "c2")).toEqual(nothingChosen);
  expect(readChosen(store, "eve", null)).toEqual(nothingChosen);
});

test("nothing leaves nothing behind, and signing out forgets the rest with the drafts", () => {
  const store = storage();
  writeChosen(store, "ada", "c1", { documentIds: ["d1"], library: true });
  writeChosen(store, "ada", "c1", nothingChosen);
  expect(store.items.size).toBe(0);
  writeChosen(store, "ada", null, { documentIds: ["d1"], library: null });
  clearDrafts(store, "ada");
  expect(store.items.size).toBe(0);
});

test("the draft beside it stays its own", () => {
  const store = storage();
  writeDraft(store, draftKey("ada", "c1"), "a text");
  writeChosen(store, "ada", "c1", { documentIds: ["d1"], library: null });
  expect(readDraft(store, draftKey("ada", "c1"))).toBe("a text");
});

test("what is not ours, and a browser without storage, is nothing chosen", () => {
  const store = storage();
  const key = `${draftKey("ada", "c1")}.documents`;
  for (const foreign of ["{", "null", "7", '{"documentIds":"d1"}', '{"documentIds":[1,{}],"library":"yes"}']) {
    store.setItem(key, foreign);
    expect(readChosen(store, "ada", "c1")).toEqual(nothingChosen);
  }
  expect(readChosen(null, "ada", "c1")).toEqual(nothingChosen);
  expect(() => writeChosen(null, "ada", "c1", { documentIds: ["d1"], library: null })).not.toThrow();
});
