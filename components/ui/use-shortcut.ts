"use client";

import { useEffect, useEffectEvent } from "react";
import { matchesShortcut } from "./shortcut-match.ts";

/**
 * Runs `action` when `keys` are pressed anywhere. A bare letter is left alone while somebody types, and what answers false
 * leaves the keys to the browser: Escape closes what is open.
 */
export function useShortcut(keys: string, action: () => unknown) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !matchesShortcut(event, keys, /mac|iphone|ipad/i.test(navigator.userAgent))) return;
    const typing =
      event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (typing && !keys.includes("mod")) return;
    if (action() !== false) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
