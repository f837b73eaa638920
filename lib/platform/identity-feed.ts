import { ChangeFeed } from "./change-feed.ts";
import { processState } from "./process-state.ts";

/**
 * What Postgres announces about people: the id of an account whose sessions, tokens or role changed, or nothing where it
 * is about everybody, such as the rules for addresses. One connection listens for all that processes keep in memory.
 */
const hub = processState("identity.feed", () => {
  const listeners = new Map<string, (accountId: string) => void>();
  const tell = (accountId: string) => {
    for (const listener of listeners.values()) listener(accountId);
  };
  return { listeners, feed: new ChangeFeed("identity", tell) };
});

export const identityFeed: ChangeFeed = hub.feed;

/** Waits until everything that was changed about people holds in this process: after a use case, before its answer. */
export const identitySettled = (): Promise<void> => hub.feed.settled();

/** One listener per name; "" means that anything may have changed. */
export function onIdentityChange(name: string, listener: (accountId: string) => void): void {
  hub.listeners.set(name, listener);
}
