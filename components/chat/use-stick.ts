"use client";

import { type RefObject, useEffect, useRef, useState } from "react";

/** So near to the end counts as being there. */
const NEAR = 40;
/** So far from it, a button offers the way back. */
const FAR = 240;

/**
 * Keeps the end of a list in sight while it grows, until somebody scrolls up. The scroller is a reversed column: its end
 * is at 0 and what precedes it is negative, so the page starts at the end before any script runs, and what is loaded
 * above moves nothing.
 */
export function useStick(scroller: RefObject<HTMLDivElement | null>, content: RefObject<HTMLDivElement | null>) {
  const [away, setAway] = useState(false);
  const stuck = useRef(true);

  useEffect(() => {
    const box = scroller.current;
    const list = content.current;
    if (box === null || list === null) return;
    let last = box.scrollTop;
    let height = list.offsetHeight;
    const anchored = CSS.supports("overflow-anchor: auto");
    const onScroll = () => {
      const now = box.scrollTop;
      if (now < last - 1) stuck.current = false;
      else if (now >= -NEAR) stuck.current = true;
      last = now;
      setAway(now < -FAR);
    };
    const grown = new ResizeObserver(() => {
      const by = list.offsetHeight - height;
      height = list.offsetHeight;
      if (stuck.current && box.scrollTop !== 0) box.scrollTop = 0;
      // Browsers without scroll anchoring would move the text under the reader's eyes while more is written below it.
      else if (!stuck.current && !anchored && by > 0 && by < box.clientHeight) box.scrollTop -= by;
    });
    box.addEventListener("scroll", onScroll, { passive: true });
    grown.observe(list);
    grown.observe(box);
    return () => {
      box.removeEventListener("scroll", onScroll);
      grown.disconnect();
    };
  }, [scroller, content]);

  const toEnd = (behavior: ScrollBehavior = "auto") => {
    stuck.current = true;
    scroller.current?.scrollTo({ top: 0, behavior });
  };
  return { away, toEnd };
}
