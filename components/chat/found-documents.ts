import type { DocumentLine } from "#lib/documents/schema.ts";

/** Documents whose name has every one of the words, in any order; nothing to look for finds all. */
export function foundDocuments(documents: readonly DocumentLine[], words: string): readonly DocumentLine[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return documents.filter(({ name }) => {
    const here = name.toLocaleLowerCase();
    return wanted.every((word) => here.includes(word));
  });
}

/** What a choice changes. */
export type Wanted = { add: string[]; remove: string[]; library: boolean };

export function wantedOf(attached: readonly DocumentLine[], ids: ReadonlySet<string>, library: boolean): Wanted {
  const before = new Set(attached.map(({ id }) => id));
  return {
    add: [...ids].filter((id) => !before.has(id)),
    remove: [...before].filter((id) => !ids.has(id)),
    library,
  };
}
