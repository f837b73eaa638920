"use client";

import { useCallback, useRef } from "react";

/** How far beyond the window a block is still drawn: about two screens, so that scrolling meets no empty place. */
const MARGIN = "1600px 0px";

/** Tells an element whether it is near the window of its scroller (`data-scroller`). One observer for all of them. */
export function useNearness() {
  const observer = useRef<IntersectionObserver>(null);
  const listeners = useRef(new WeakMap<Element, (near: boolean) => void>());
  /** Watches an element from now on; it is told once at the beginning. Returns how to stop. */
  return useCallback((element: Element, onChange: (near: boolean) => void) => {
    observer.current ??= new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) listeners.current.get(target)?.(isIntersecting);
      },
      { root: element.closest("[data-scroller]"), rootMargin: MARGIN },
    );
    listeners.current.set(element, onChange);
    observer.current.observe(element);
    return () => observer.current?.unobserve(element);
  }, []);
}
