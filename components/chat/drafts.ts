type Store = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;

/**
 * What was typed and not sent, kept by the tab (sessionStorage): it survives a reload and a new sign-in. The key names the
 * account, so that somebody else who signs in here does not find it.
 */
export function draftKey(accountId: string, conversationId: string | null): string {
  return `${prefix(accountId)}${conversationId ?? "new"}`;
}

const prefix = (accountId: string) => `convosphere.draft.${accountId}.`;

/** The tab's storage, or null where the browser forbids it. */
export function draftStore(): Store | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

export function readDraft(store: Store | null, key: string): string {
  return store?.getItem(key) ?? "";
}

/** Keeps the text; an empty one is forgotten. */
export function writeDraft(store: Store | null, key: string, text: string): void {
  try {
    if (text === "") store?.removeItem(key);
    else store?.setItem(key, text);
  } catch {
    // Full: what is typed stays in the page all the same.
  }
}

/** Forgets every draft of an account, as signing out does. */
export function clearDrafts(store: Store | null, accountId: string): void {
  if (store === null) return;
  const keys = Array.from({ length: store.length }, (_, at) => store.key(at));
  for (const key of keys) if (key?.startsWith(prefix(accountId))) store.removeItem(key);
}
