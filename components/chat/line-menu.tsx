"use client";

import { type KeyboardEvent, type MouseEvent, type Ref, useImperativeHandle, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ConversationLine } from "#lib/chat/schema.ts";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { rovingIndex } from "../ui/roving.ts";
import { useFloat } from "../ui/use-float.ts";
import { lineItems } from "./line-items.ts";
import { useWorkspace } from "./workspace-context.ts";

/** The id by which every line's button names the one menu they share. */
export const LINE_MENU = "line-menu";

export type LineMenuHandle = {
  /** The menu is about this line now, and belongs to the button that was pressed, by which the browser opens it. */
  point: (line: ConversationLine, press: MouseEvent<HTMLButtonElement>) => void;
};

const itemsOf = (menu: Element) => [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];

type LineMenuProps = { ref: Ref<LineMenuHandle>; onRename: (line: ConversationLine) => void };

export function LineMenu({ ref, onRename }: LineMenuProps) {
  const t = useTranslations("chat");
  const workspace = useWorkspace();
  const [line, setLine] = useState<ConversationLine | null>(null);
  const shown = useRef<HTMLButtonElement>(null);
  const { close, triggerProps, floatProps } = useFloat<HTMLDivElement>("end", (menu) => itemsOf(menu)[0]?.focus());

  useImperativeHandle(ref, () => ({
    point(next, press) {
      const menu = floatProps.ref.current;
      const button = press.currentTarget;
      setLine(next);
      // Open for another line, it would only be closed by this press: the browser sees one menu.
      const moves = shown.current !== button && menu?.matches(":popover-open");
      shown.current = button;
      triggerProps.ref.current = button;
      if (!moves) return;
      press.preventDefault();
      menu?.hidePopover();
      menu?.showPopover({ source: button });
    },
  }));

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Tab") return close();
    const all = itemsOf(event.currentTarget);
    const next = rovingIndex(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
    if (next === null) return;
    event.preventDefault();
    all[next]?.focus();
  };
  const items = line === null ? [] : lineItems(t, workspace, line, () => onRename(line));
  return (
    <div
      {...floatProps}
      id={LINE_MENU}
      role="menu"
      aria-label={line === null ? undefined : t("line.menu", { title: line.title })}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <div role="none" className="p-1">
        {items.map(({ id, label, icon, tone, onSelect }) => (
          <button
            key={id}
            type="button"
            role="menuitem"
            tabIndex={-1}
            onClick={() => {
              close();
              onSelect();
            }}
            className={classNames(
              "flex min-h-control w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-start hover:bg-hover focus:bg-hover focus:outline-none",
              tone === "danger" && "text-critical",
            )}
          >
            <Icon name={icon} />
            {label}
          </button>
        ))}
      </div>
    </div>
  );
}
