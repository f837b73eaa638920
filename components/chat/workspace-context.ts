"use client";

import { createContext, useContext } from "react";
import type { ConversationLine, ConversationPage } from "#lib/chat/schema.ts";
import type { Attached, DocumentLine } from "#lib/documents/schema.ts";
import type { Result } from "#lib/platform/result.ts";
import type { FormDoor } from "../site/form-door.ts";

export type Person = { id: string; name: string; email: string };
export type Theme = "system" | "light" | "dark";

type Answer<T> = Promise<Result<T, string>>;

/** The server actions behind the documents of a conversation. */
type DocumentActions = {
  attach: (input: { conversationId: string; documentIds: readonly string[] }) => Answer<unknown>;
  detach: (input: { conversationId: string; documentId: string }) => Answer<unknown>;
  /** What grounds a conversation, or what one would begin with. */
  attached: (input: { conversationId: string } | { documentIds: readonly string[] }) => Answer<Attached>;
  /** Everything the person has, the newest first. */
  library: (input: object) => Answer<DocumentLine[]>;
};

/** The server actions behind the side bar and the conversation, handed in by the layout. */
export type WorkspaceActions = {
  edit: (input: { conversationId: string; title?: string; pinned?: boolean; archived?: boolean }) => Answer<unknown>;
  remove: (input: { conversationId: string }) => Answer<unknown>;
  choose: (input: { conversationId: string; messageId: string }) => Answer<unknown>;
  list: (input: { archived: boolean; before: string | null }) => Answer<ConversationPage>;
  documents: DocumentActions;
  choosePreference: (input: { name: "theme"; value: Theme }) => Promise<void>;
  signOut: () => Promise<void>;
  stay: (input: object) => Promise<{ ok: boolean }>;
  signInAgain: FormDoor<{ step: string | null }>;
};

/** The router, handed in by the app: components know nothing of it. */
export type Navigation = {
  path: string;
  /** Where one is on the way to. */
  target: string | null;
  go: (href: string) => void;
};

/** Where the person may go besides; of the administration the page to begin with. */
export type Places = { moderation: string | null; administration: string | null };

export type Workspace = {
  person: Person;
  navigation: Navigation;
  lines: readonly ConversationLine[];
  rename: (id: string, title: string) => void;
  pin: (id: string, pinned: boolean) => void;
  archive: (id: string, archived: boolean) => void;
  /** Asks before it deletes. */
  remove: (line: ConversationLine) => void;
  choose: WorkspaceActions["choose"];
  documents: DocumentActions;
  /** A conversation that a page shows, for the list to know. */
  adopt: (line: ConversationLine) => void;
  /** Something was said in it here, just now: the list and the other tabs must know. */
  said: (conversationId: string) => void;
  /** It changed here: the other tabs must know. */
  announce: (conversationId: string) => void;
  /** Calls back when another tab has changed a conversation. Returns how to stop. */
  onChanged: (listener: (conversationId: string) => void) => () => void;
  /** The server says that the session is over. */
  signedOut: () => void;
  openCommands: () => void;
};

/** The id of the side bar's panel, for the buttons that open it. */
export const WORKSPACE_PANEL = "workspace-navigation";

export const WorkspaceContext = createContext<Workspace | null>(null);

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext);
  if (workspace === null) throw new Error("useWorkspace needs a Workspace above it");
  return workspace;
}
