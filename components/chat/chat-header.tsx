"use client";

import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Label } from "#lib/access/labels.ts";
import type { ConversationLine } from "#lib/chat/schema.ts";
import { Badge } from "../ui/badge.tsx";
import { Menu } from "../ui/menu.tsx";
import { SidePanelButton } from "../ui/side-panel.tsx";
import { lineItems } from "./line-items.ts";
import { RenameLine } from "./rename-line.tsx";
import { useWorkspace, WORKSPACE_PANEL } from "./workspace-context.ts";

type ChatHeaderProps = {
  /** Null for a conversation that has not begun. */
  line: ConversationLine | null;
  label: Label;
  /** Which model answers, and where it runs. */
  model: ReactNode;
};

/** What this conversation is about, how confidential it is, and where its words go. */
export function ChatHeader({ line, label, model }: ChatHeaderProps) {
  const t = useTranslations("chat");
  const workspace = useWorkspace();
  const [renaming, setRenaming] = useState(false);
  const done = (title: string | null) => {
    setRenaming(false);
    if (title !== null && line !== null) workspace.rename(line.id, title);
  };
  return (
    <header className="flex min-h-13 flex-wrap items-center gap-x-2 border-b border-border px-2 py-1.5 wide:flex-nowrap wide:px-4">
      <SidePanelButton panel={WORKSPACE_PANEL} label={t("side.open")} />
      {renaming && line !== null ? (
        <div className="min-w-0 flex-1">
          <RenameLine title={line.title} onDone={done} />
        </div>
      ) : (
        <h1 className="min-w-0 flex-1 truncate text-lg font-medium">{line?.title ?? t("newChat")}</h1>
      )}
      <div className="order-last flex w-full min-w-0 items-center justify-between gap-2 ps-1.5 wide:order-none wide:w-auto wide:justify-end">
        <span className="flex shrink-0 items-center gap-1.5">
          {line?.archived && <Badge>{t("archived")}</Badge>}
          <span title={t(`labelMeaning.${label}`)}>
            <Badge tone="neutral">
              <span className="sr-only">{t("label.name")}: </span>
              {t(`label.${label}`)}
            </Badge>
          </span>
        </span>
        {model}
      </div>
      {line !== null && (
        <Menu
          label={t("line.menu", { title: line.title })}
          items={lineItems(t, workspace, line, () => setRenaming(true))}
          align="end"
        />
      )}
    </header>
  );
}
