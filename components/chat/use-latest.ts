"use client";

import { useCallback, useLayoutEffect, useRef } from "react";

/** A function that never changes its identity and always runs the newest version: for what is memoised, and for listeners. */
export function useLatest<Arguments extends unknown[], Value>(work: (...given: Arguments) => Value) {
  const latest = useRef(work);
  useLayoutEffect(() => {
    latest.current = work;
  });
  return useCallback((...given: Arguments): Value => latest.current(...given), []);
}
