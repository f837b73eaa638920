"use client";

import { type MouseEvent, memo } from "react";
import type { ConversationLine } from "#lib/chat/schema.ts";
import { Icon } from "../ui/icon.tsx";
import { LINE_MENU } from "./line-menu.tsx";
import { RenameLine } from "./rename-line.tsx";

type SideLineProps = {
  line: ConversationLine;
  current: boolean;
  renaming: boolean;
  moreLabel: string;
  onMenu: (press: MouseEvent<HTMLButtonElement>) => void;
  onRenamed: (title: string | null, byKey: boolean) => void;
};

/** One conversation. As little markup as a line can have: there are up to a hundred of them in every page. */
export const SideLine = memo(
  function SideLine({ line, current, renaming, moreLabel, onMenu, onRenamed }: SideLineProps) {
    if (renaming)
      return (
        <li>
          <RenameLine title={line.title} onDone={onRenamed} />
        </li>
      );
    return (
      <li className="group relative flex">
        <a
          href={`/chat/${line.id}`}
          aria-current={current ? "page" : undefined}
          title={line.title}
          className="h-control min-w-0 flex-1 truncate rounded-md ps-2 pe-9 leading-(--control-height) no-underline hover:bg-hover aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium"
        >
          {line.title}
        </a>
        <button
          type="button"
          popoverTarget={LINE_MENU}
          aria-haspopup="menu"
          aria-label={moreLabel}
          onClick={onMenu}
          className="absolute inset-y-0 end-0.5 my-auto flex size-control-sm items-center justify-center rounded-md text-muted opacity-0 group-hover:opacity-100 hover:bg-hover hover:text-text focus-visible:opacity-100 coarse:opacity-100"
        >
          <Icon name="more" size={16} />
        </button>
      </li>
    );
  },
  (a, b) => a.line === b.line && a.current === b.current && a.renaming === b.renaming && a.moreLabel === b.moreLabel,
);
