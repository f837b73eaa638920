export type PaletteItem = {
  id: string;
  label: string;
  /** Items of one group stand together under its name, in the order in which groups first appear. */
  group?: string | undefined;
  /** Other words by which it is found. */
  keywords?: string | undefined;
  /** Shown whatever is typed: results that a search elsewhere has found. */
  always?: boolean | undefined;
};

const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** 0 the label begins with it, 1 a word of the label does, 2 it is inside the label, 3 only in the keywords; null not found. */
function rank(item: PaletteItem, words: readonly string[]): number | null {
  const label = plain(item.label);
  const keywords = plain(item.keywords ?? "");
  let worst = 0;
  for (const word of words) {
    const at = label.indexOf(word);
    if (at === -1 && !keywords.includes(word)) return null;
    const inWord = at > 0 && !label.split(/[\s\-–/]+/u).some((part) => part.startsWith(word));
    worst = Math.max(worst, at === -1 ? 3 : at === 0 ? 0 : inWord ? 2 : 1);
  }
  return worst;
}

/** Items that hold every typed word, the closest first; accents and case do not count. An empty query keeps the order. */
export function filterItems<Item extends PaletteItem>(items: readonly Item[], query: string): Item[] {
  const words = plain(query).split(/\s+/u).filter(Boolean);
  if (words.length === 0) return [...items];
  return items
    .map((item) => ({ item, rank: item.always ? 4 : rank(item, words) }))
    .filter((found): found is { item: Item; rank: number } => found.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

/** Gathers items by group without losing the order in which groups, and items within them, first appear. */
export function groupItems<Item extends PaletteItem>(
  items: readonly Item[],
): { group: string | undefined; items: Item[] }[] {
  const groups = new Map<string | undefined, Item[]>();
  for (const item of items) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups].map(([group, members]) => ({ group, items: members }));
}
