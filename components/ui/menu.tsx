"use client";

import type { ElementType, KeyboardEvent, ReactNode } from "react";
import { Button } from "./button.tsx";
import type { ButtonSize, ButtonVariant } from "./button-class.ts";
import { classNames } from "./class-names.ts";
import { Icon, type IconName } from "./icon.tsx";
import { rovingIndex } from "./roving.ts";
import { useFloat } from "./use-float.ts";

export type MenuItem = {
  id: string;
  label: string;
  icon?: IconName | undefined;
  /** A second line that explains the choice. */
  description?: string | undefined;
  /** Beside the label: a shortcut, a count. */
  note?: ReactNode | undefined;
  tone?: "danger" | undefined;
  disabled?: boolean | undefined;
  /** Given on items of which one (or none) holds; the holding one carries a tick. */
  checked?: boolean | undefined;
  onSelect?: (() => void) | undefined;
  href?: string | undefined;
};
export type MenuEntry = MenuItem | { id: string; heading: string } | { id: string; separator: true };

type MenuProps = {
  /** Names the button and the menu. */
  label: string;
  items: readonly MenuEntry[];
  /** The button's content; three dots without it. */
  children?: ReactNode | undefined;
  icon?: IconName | undefined;
  variant?: ButtonVariant | undefined;
  size?: ButtonSize | undefined;
  align?: "start" | "end" | undefined;
  disabled?: boolean | undefined;
  className?: string | undefined;
  /** The router's link component for items with `href`. */
  linkAs?: ElementType | undefined;
};

const selector = "[role^=menuitem]";
const itemsOf = (menu: Element) => [...menu.querySelectorAll<HTMLElement>(selector)];

/** A button that opens a list of actions or choices. Arrow keys, Home and End move, Escape and Tab leave. */
export function Menu({
  label,
  items,
  children,
  icon,
  variant = "quiet",
  size,
  align = "start",
  disabled,
  className,
  linkAs: Link = "a",
}: MenuProps) {
  const { close, triggerProps, floatProps } = useFloat<HTMLDivElement>(align, (menu) => {
    const all = itemsOf(menu);
    (all.find((item) => item.ariaChecked === "true") ?? all[0])?.focus();
  });

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Tab") return close();
    const all = itemsOf(event.currentTarget);
    const next = rovingIndex(event.key, all.indexOf(document.activeElement as HTMLElement), all.length);
    if (next === null) return;
    event.preventDefault();
    all[next]?.focus();
  };

  const select = (item: MenuItem) => {
    if (item.disabled) return;
    close(); // first, so that the focus is back on the button before a dialog remembers where it came from
    item.onSelect?.();
  };

  return (
    <>
      <Button
        {...triggerProps}
        aria-haspopup="menu"
        aria-label={children === undefined ? label : undefined}
        title={children === undefined ? label : undefined}
        icon={icon ?? (children === undefined ? "more" : undefined)}
        square={children === undefined}
        variant={variant}
        size={size}
        disabled={disabled}
        className={className}
        onKeyDown={(event: KeyboardEvent<HTMLButtonElement>) => {
          if (event.key !== "ArrowDown") return;
          event.preventDefault();
          event.currentTarget.click(); // opened by its button, it knows its anchor
        }}
      >
        {children}
      </Button>
      <div {...floatProps} role="menu" aria-label={label} tabIndex={-1} onKeyDown={onKeyDown}>
        <div role="none" className="p-1">
          {items.map((entry) => {
            if ("separator" in entry) return <hr key={entry.id} className="my-1 border-border" />;
            if ("heading" in entry)
              return (
                <div key={entry.id} role="presentation" className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">
                  {entry.heading}
                </div>
              );
            const shared = {
              role: entry.checked === undefined ? "menuitem" : "menuitemradio",
              "aria-checked": entry.checked,
              "aria-disabled": entry.disabled || undefined,
              tabIndex: -1,
              onClick: () => select(entry),
              className: classNames(
                "flex min-h-control w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-start text-base -outline-offset-2 focus:bg-hover hover:bg-hover aria-disabled:cursor-default aria-disabled:text-muted",
                entry.tone === "danger" && "text-critical",
              ),
            };
            const content = (
              <>
                {entry.icon && <Icon name={entry.icon} className="shrink-0" />}
                <span className="min-w-0 flex-1">
                  {entry.label}
                  {entry.description && <span className="block text-sm text-muted">{entry.description}</span>}
                </span>
                {entry.note && <span className="text-sm text-muted">{entry.note}</span>}
                {entry.checked !== undefined && (
                  <Icon name="check" size={16} className={entry.checked ? "text-accent" : "invisible"} />
                )}
              </>
            );
            return entry.href === undefined ? (
              <button key={entry.id} type="button" {...shared}>
                {content}
              </button>
            ) : (
              <Link key={entry.id} href={entry.href} {...shared}>
                {content}
              </Link>
            );
          })}
        </div>
      </div>
    </>
  );
}
