"use client";

import { useEffect, useState } from "react";

/** Below this nobody notices that something was awaited, and a skeleton would only flash. */
const SLOW_MS = 150;

/** Whether `busy` has lasted long enough to be worth showing. */
export function useSlow(busy: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!busy) return;
    const timer = setTimeout(setSlow, SLOW_MS, true);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [busy]);
  return busy && slow;
}
