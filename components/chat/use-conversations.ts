"use client";

import { useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ConversationPage } from "#lib/chat/schema.ts";
import { mostPinned } from "#lib/limits/table.ts";
import type { Result } from "#lib/platform/result.ts";
import { useToast } from "../ui/toast.tsx";
import { useLatest } from "./use-latest.ts";
import { useLines } from "./use-lines.ts";
import { useReturn } from "./use-return.ts";
import { useTabs } from "./use-tabs.ts";
import type { WorkspaceActions } from "./workspace-context.ts";

type Options = {
  accountId: string;
  page: ConversationPage;
  actions: WorkspaceActions;
  /** A conversation was deleted here. */
  onRemoved: (id: string) => void;
};

/** The list of conversations with everything one can do to it; changes show at once and go back when they fail. */
export function useConversations({ accountId, page, actions, onRemoved }: Options) {
  const t = useTranslations("chat");
  const toast = useToast();
  const { lines, next, change, adopt, readFirst, readNext } = useLines(page);
  const [isSignedOut, setSignedOut] = useState(false);
  const signedOut = useLatest(() => setSignedOut(true));
  const signedInAgain = useLatest(() => {
    setSignedOut(false);
    void read(false);
  });

  const sentenceFor = (error: string) => {
    if (error === "conversation-not-found") return t("gone.short");
    return error === "too-many-pins" ? t("line.tooManyPins", { most: mostPinned }) : t("failed");
  };

  /** What an action answered; null, after saying why, when it did not do it. */
  const settle = useLatest(async <T>(answer: Promise<Result<T, string>>): Promise<{ value: T } | null> => {
    const result = await answer.catch((): Result<T, string> => ({ ok: false, error: "failed" }));
    if (result.ok) return { value: result.value };
    if (result.error === "signed-out") setSignedOut(true);
    else toast({ tone: "error", message: sentenceFor(result.error) });
    return null;
  }) as <T>(answer: Promise<Result<T, string>>) => Promise<{ value: T } | null>;

  const read = useLatest(async (archived: boolean, before: string | null = null) => {
    const answer = await settle(actions.list({ archived, before }));
    if (answer !== null) (before === null ? readFirst : readNext)(answer.value, archived);
  });
  // A tab that nobody looks at waits with reading until somebody does.
  const stale = useRef(false);
  const { post, onChanged } = useTabs(accountId, (message) => {
    if (message.type === "signed-out") setSignedOut(true);
    else if (document.hidden) stale.current = true;
    else void read(false);
  });
  useReturn(() => {
    if (stale.current) void read(false);
    stale.current = false;
  });

  const announce = useLatest((conversationId: string) => post({ type: "changed", conversationId }));

  const edit = useLatest(async (id: string, what: { title?: string; pinned?: boolean; archived?: boolean }) => {
    const before = lines.find((line) => line.id === id);
    change(id, what.archived ? { ...what, pinned: false } : what);
    const done = await settle(actions.edit({ conversationId: id, ...what }));
    if (done !== null) announce(id);
    else if (before !== undefined) change(id, before);
    return done !== null;
  });
  const rename = useLatest((id: string, title: string) => void edit(id, { title }));
  const pin = useLatest((id: string, pinned: boolean) => void edit(id, { pinned }));
  const archive = useLatest(async (id: string, archived: boolean) => {
    if (!(await edit(id, { archived }))) return;
    const undo = { label: t("archive.undo"), onAction: () => void archive(id, false) };
    if (archived) toast({ message: t("archive.done"), action: undo });
  });
  const remove = useLatest(async (id: string) => {
    if ((await settle(actions.remove({ conversationId: id }))) === null) return;
    change(id, null);
    announce(id);
    toast(t("remove.done"));
    onRemoved(id);
  });

  /** Something was said in it, just now. */
  const said = useLatest((conversationId: string) => {
    announce(conversationId);
    if (lines.some(({ id }) => id === conversationId)) change(conversationId, { activeAt: new Date().toISOString() });
    else void read(false);
  });

  const list = { lines, next, read, adopt, rename, pin, archive, remove, said };
  return { ...list, isSignedOut, signedOut, signedInAgain, post, announce, onChanged };
}
