"use client";

import { type FocusEvent, type MouseEvent, type ReactNode, useEffect, useRef } from "react";
import { IconButton } from "./button.tsx";
import { classNames } from "./class-names.ts";
import type { IconName } from "./icon.tsx";

// The same 900 px as the `wide:` variant.
const wide = "(min-width: 56.25rem)";

type SidePanelProps = {
  /** Named by the button that opens it. */
  id: string;
  label: string;
  as?: "nav" | "aside" | undefined;
  side?: "left" | "right" | undefined;
  children: ReactNode;
  className?: string | undefined;
};

/**
 * A side bar that stands in its place from 900 px on and is a drawer below: one element, one set of content, and the
 * button opens it before any script has run, because the drawer is a native popover.
 */
export function SidePanel({ id, label, as: Tag = "nav", side = "left", children, className }: SidePanelProps) {
  const ref = useRef<HTMLElement>(null);
  const hide = () => {
    if (ref.current?.matches(":popover-open")) ref.current.hidePopover();
  };

  useEffect(() => {
    const query = matchMedia(wide);
    const onChange = () => {
      if (ref.current?.matches(":popover-open")) ref.current.hidePopover();
    };
    query.addEventListener("change", onChange);
    return () => query.removeEventListener("change", onChange);
  }, []);

  return (
    <Tag
      ref={ref}
      id={id}
      popover="auto"
      aria-label={label}
      // Whoever tabs out of it, or follows a link in it, is done with it; nothing may hide what has the focus.
      onBlur={(event: FocusEvent) => {
        if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) hide();
      }}
      onClick={(event: MouseEvent) => {
        if (event.target instanceof Element && event.target.closest("a[href]")) hide();
      }}
      className={classNames("panel", side === "right" && "right", className)}
    >
      {children}
    </Tag>
  );
}

type SidePanelButtonProps = {
  panel: string;
  label: string;
  icon?: IconName | undefined;
  className?: string | undefined;
};

/** Shown below 900 px only. */
export function SidePanelButton({ panel, label, icon = "menu", className }: SidePanelButtonProps) {
  return (
    <IconButton icon={icon} label={label} popoverTarget={panel} className={classNames("wide:hidden", className)} />
  );
}
