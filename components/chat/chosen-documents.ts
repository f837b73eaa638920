import type { Attached } from "#lib/documents/schema.ts";
import { draftKey, type draftStore } from "./drafts.ts";

/** What the next message shall lean on, as far as the server does not know it yet. `library` null: as it stands there. */
export type Chosen = { documentIds: readonly string[]; library: boolean | null };

export const nothingChosen: Chosen = { documentIds: [], library: null };

/** Whether there is anything in it. */
export const isChosen = ({ documentIds, library }: Chosen) => documentIds.length > 0 || library !== null;

/** What a conversation has before anything was done to it. */
export const beginning: Attached = { label: "internal", library: false, documents: [] };

type Store = ReturnType<typeof draftStore>;

// Beside the draft, and forgotten with it: at signing out, and with the tab.
const keyOf = (accountId: string, conversationId: string | null) => `${draftKey(accountId, conversationId)}.documents`;

/** What was chosen in this tab and not sent; ids alone, and nothing where there is none or it cannot be read. */
export function readChosen(store: Store, accountId: string, conversationId: string | null): Chosen {
  try {
    const kept = JSON.parse(store?.getItem(keyOf(accountId, conversationId)) ?? "null") as Partial<Chosen> | null;
    const ids = Array.isArray(kept?.documentIds) ? kept.documentIds : [];
    return {
      documentIds: ids.filter((id) => typeof id === "string"),
      library: typeof kept?.library === "boolean" ? kept.library : null,
    };
  } catch {
    return nothingChosen;
  }
}

/** Keeps it; nothing is forgotten. */
export function writeChosen(store: Store, accountId: string, conversationId: string | null, chosen: Chosen): void {
  const key = keyOf(accountId, conversationId);
  try {
    if (isChosen(chosen)) store?.setItem(key, JSON.stringify(chosen));
    else store?.removeItem(key);
  } catch {
    // Full: the page remembers it all the same.
  }
}
