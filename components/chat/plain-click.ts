import type { MouseEvent } from "react";

/** The link of our own that was clicked in the plain way; null where the browser should do what it always does. */
export function plainClick(event: MouseEvent): HTMLAnchorElement | null {
  if (event.defaultPrevented || event.button !== 0) return null;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const anchor = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href^='/']") : null;
  return anchor === null || anchor.target !== "" || anchor.hasAttribute("download") ? null : anchor;
}
