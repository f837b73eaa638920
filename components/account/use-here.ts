"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** The path and query of this page, to come back to. */
export function useHere(): string {
  return useSyncExternalStore(
    never,
    () => window.location.pathname + window.location.search,
    () => "/chat",
  );
}
