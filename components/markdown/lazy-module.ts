import { useDeferredValue, useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * A part of the interface that is fetched when something on the page first needs it.
 * The hook gives null on the server, while hydrating and until the part is there; then everything that waits
 * is drawn again at low priority. A failed fetch is tried again by the next component that needs it.
 */
export function lazyModule<T extends object>(load: () => Promise<T>): (wanted: boolean) => T | null {
  let loaded: T | null = null;
  let pending = false;
  const waiting = new Set<() => void>();

  async function fetchOnce() {
    if (pending || loaded !== null) return;
    pending = true;
    try {
      loaded = await load();
      for (const notify of waiting) notify();
    } catch {
      // Offline, or a new version was deployed: what is shown without this part stays readable.
    } finally {
      pending = false;
    }
  }

  function subscribe(notify: () => void) {
    waiting.add(notify);
    void fetchOnce();
    return () => waiting.delete(notify);
  }

  return function useModule(wanted) {
    const current = useSyncExternalStore(
      wanted ? subscribe : never,
      () => loaded,
      () => null,
    );
    return useDeferredValue(current);
  };
}
