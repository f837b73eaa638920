"use client";

import { useEffect, useEffectEvent } from "react";
import { matchesShortcut } from "./shortcut-match.ts";

/** Runs `action` when `keys` are pressed anywhere. A bare letter is left alone while somebody types. */
export function useShortcut(keys: string, action: () => void) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !matchesShortcut(event, keys, /mac|iphone|ipad/i.test(navigator.userAgent))) return;
    const typing =
      event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
    if (typing && !keys.includes("mod")) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    window.addEventListener("keydown", listener);
    return () => window.removeEventListener("keydown", listener);
  }, []);
}
