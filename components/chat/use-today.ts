"use client";

import { useSyncExternalStore } from "react";

const LOOK_EVERY_MS = 60_000;

function subscribe(listener: () => void) {
  const timer = setInterval(listener, LOOK_EVERY_MS);
  return () => clearInterval(timer);
}

const midnight = () => new Date().setHours(0, 0, 0, 0);

/** The beginning of the reader's day in ms; while hydrating that of the server, so that both write the same page. */
export function useToday(rendered: number): number {
  return useSyncExternalStore(subscribe, midnight, () => rendered);
}
