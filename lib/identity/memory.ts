import { identityFeed, onIdentityChange } from "#lib/platform/identity-feed.ts";

export type IdentityMemory<V> = {
  /** What is remembered, while it can be believed. */
  get(key: string): V | undefined;
  /** Reads, and remembers what was read unless a change was announced meanwhile: it may not be in it. */
  load(key: string, read: () => Promise<V | null>): Promise<V | null>;
};

/** What a process remembers of people until a change is announced; those first that were read from the database longest ago. */
export function createIdentityMemory<V>(
  name: string,
  options: { most: number; accountOf: (value: V) => string; keep: (value: V) => boolean },
): IdentityMemory<V> {
  const values = new Map<string, V>();
  const keysOf = new Map<string, Set<string>>();
  onIdentityChange(name, (accountId) => {
    if (accountId === "") {
      values.clear();
      keysOf.clear();
    }
    for (const key of keysOf.get(accountId) ?? []) values.delete(key);
    keysOf.delete(accountId);
  });

  function remember(key: string, value: V): void {
    values.delete(key);
    values.set(key, value);
    const accountId = options.accountOf(value);
    keysOf.set(accountId, (keysOf.get(accountId) ?? new Set()).add(key));
    if (values.size <= options.most) return;
    const [oldest] = values.entries();
    if (oldest === undefined) return;
    values.delete(oldest[0]);
    const owner = options.accountOf(oldest[1]);
    const keys = keysOf.get(owner);
    keys?.delete(oldest[0]);
    if (keys?.size === 0) keysOf.delete(owner);
  }

  return {
    get: (key) => (identityFeed.isLive() ? values.get(key) : undefined),
    async load(key, read) {
      const { epoch } = identityFeed;
      const value = await read();
      if (value === null || !options.keep(value)) return value;
      if (epoch === identityFeed.epoch && identityFeed.isLive()) remember(key, value);
      return value;
    },
  };
}
