"use client";

import { useEffect } from "react";
import { useLatest } from "./use-latest.ts";

/** Calls back when somebody comes back to this page: to its tab, from the browser's cache, or onto the network. */
export function useReturn(onReturn: () => void) {
  const back = useLatest(onReturn);
  useEffect(() => {
    const onVisible = () => document.visibilityState === "visible" && back();
    const onShow = (event: PageTransitionEvent) => event.persisted && back();
    document.addEventListener("visibilitychange", onVisible);
    window.addEventListener("pageshow", onShow);
    window.addEventListener("online", back);
    return () => {
      document.removeEventListener("visibilitychange", onVisible);
      window.removeEventListener("pageshow", onShow);
      window.removeEventListener("online", back);
    };
  }, [back]);
}
