"use client";

import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ConversationLine, ConversationPage } from "#lib/chat/schema.ts";
import type { SessionTimes } from "../account/session-clock.ts";
import { SessionWatch } from "../account/session-watch.tsx";
import { SkipLink } from "../site/skip-link.tsx";
import { SidePanel, SidePanelButton } from "../ui/side-panel.tsx";
import { ToastProvider } from "../ui/toast.tsx";
import { useShortcut } from "../ui/use-shortcut.ts";
import { ChatSkeleton } from "./chat-skeleton.tsx";
import { clearDrafts, draftStore } from "./drafts.ts";
import { PageSkeleton } from "./page-skeleton.tsx";
import { SideBar } from "./side-bar.tsx";
import { useConversations } from "./use-conversations.ts";
import { useLatest } from "./use-latest.ts";
import { useSlow } from "./use-slow.ts";
import {
  type Navigation,
  type Person,
  type Places,
  type Theme,
  WORKSPACE_PANEL,
  type WorkspaceActions,
  WorkspaceContext,
} from "./workspace-context.ts";

const Commands = lazy(() => import("./commands.tsx"));
const RemoveConversation = lazy(() => import("./remove-conversation.tsx"));

export type WorkspaceProps = {
  person: Person;
  page: ConversationPage;
  /** The beginning of the day in UTC, in ms: what the list is grouped by until the browser knows better. */
  today: number;
  theme: Theme;
  times: SessionTimes;
  places: Places;
  actions: WorkspaceActions;
  navigation: Navigation;
  children: ReactNode;
};

/** Side bar and page, and what all parts of them share. */
export function Workspace(props: WorkspaceProps) {
  return (
    <ToastProvider>
      <Frame {...props} />
    </ToastProvider>
  );
}

function Frame({ person, page, today, theme: stored, times, places, actions, navigation, children }: WorkspaceProps) {
  const t = useTranslations("chat");
  const [removing, setRemoving] = useState<ConversationLine | null>(null);
  const [commands, setCommands] = useState<"never" | "open" | "closed">("never");
  const [theme, setTheme] = useState(stored);
  const onRemoved = (id: string) => {
    setRemoving(null);
    if (navigation.path === `/chat/${id}`) navigation.go("/chat");
  };
  const conversations = useConversations({ accountId: person.id, page, actions, onRemoved });
  const { lines, rename, pin, archive, adopt, said, announce, onChanged, signedOut } = conversations;

  const chooseTheme = useCallback(
    (value: Theme) => {
      setTheme(value);
      document.documentElement.dataset.theme = value;
      void actions.choosePreference({ name: "theme", value }).catch(() => {});
    },
    [actions],
  );
  const signOut = useLatest(() => {
    clearDrafts(draftStore(), person.id);
    conversations.post({ type: "signed-out" });
    // Where it leads comes as the action's answer; whatever else comes of it, the sign-in page tells.
    void actions.signOut().catch(() => window.location.assign("/sign-in"));
  });
  const openCommands = useCallback(() => setCommands("open"), []);

  const workspace = useMemo(
    () => ({
      ...{ person, navigation, lines, rename, pin, archive, adopt, said, announce, onChanged, signedOut, openCommands },
      remove: setRemoving,
      choose: actions.choose,
      documents: actions.documents,
    }),
    [
      person,
      navigation,
      lines,
      rename,
      pin,
      archive,
      adopt,
      said,
      announce,
      onChanged,
      signedOut,
      openCommands,
      actions,
    ],
  );

  useShortcut("mod+k", openCommands);
  useShortcut("mod+shift+o", () => navigation.go("/chat"));
  const leaving = useSlow(navigation.target !== null);
  const inChat = navigation.path === "/chat" || navigation.path.startsWith("/chat/");

  return (
    <WorkspaceContext value={workspace}>
      <SkipLink>{t("skip")}</SkipLink>
      <div className="flex h-dvh">
        <SidePanel id={WORKSPACE_PANEL} label={t("side.label")} className="wide:border-e wide:border-border">
          <SideBar
            {...{ today, theme, places }}
            next={conversations.next}
            read={conversations.read}
            onTheme={chooseTheme}
            onSignOut={signOut}
          />
        </SidePanel>
        <div aria-busy={navigation.target !== null || undefined} className="flex min-h-0 min-w-0 flex-1 flex-col">
          {!inChat && (
            <div className="flex items-center gap-2 border-b border-border px-2 py-1 wide:hidden">
              <SidePanelButton panel={WORKSPACE_PANEL} label={t("side.open")} />
              <span className="font-medium">ConvoSphere</span>
            </div>
          )}
          {leaving && (navigation.target?.startsWith("/documents") ? <PageSkeleton /> : <ChatSkeleton />)}
          <div className={leaving ? "hidden" : "flex min-h-0 flex-1 flex-col overflow-y-auto"}>{children}</div>
        </div>
      </div>
      <SessionWatch
        times={times}
        email={person.email}
        ended={conversations.isSignedOut}
        onAgain={conversations.signedInAgain}
        actions={actions}
      />
      <Suspense>
        {commands !== "never" && (
          <Commands
            open={commands === "open"}
            onClose={() => setCommands("closed")}
            places={places}
            onTheme={chooseTheme}
            onSignOut={signOut}
          />
        )}
        {removing !== null && (
          <RemoveConversation
            line={removing}
            onClose={() => setRemoving(null)}
            onRemove={() => conversations.remove(removing.id)}
          />
        )}
      </Suspense>
    </WorkspaceContext>
  );
}
