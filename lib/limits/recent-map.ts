export type RecentMap<V> = ReturnType<typeof createRecentMap<V>>;

/** A map that forgets its least recently set key when it would hold more than `max`. All in constant time. */
export function createRecentMap<V>(max: number) {
  const map = new Map<string, V>();
  // A Map keeps the order of insertion, and its iterator follows it through changes. A fresh iterator for each removal
  // would walk over the traces of all the earlier ones.
  let oldest = map.keys();

  return {
    map,
    /** Sets the value and makes its key the most recent. */
    set(key: string, value: V): void {
      if (!map.delete(key) && map.size >= max) {
        let next = oldest.next();
        if (next.done) {
          oldest = map.keys();
          next = oldest.next();
        }
        if (!next.done) map.delete(next.value);
      }
      map.set(key, value);
    },
  };
}
