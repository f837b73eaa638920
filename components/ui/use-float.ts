"use client";

import { type ToggleEvent, useId, useRef } from "react";
import { placeFloat } from "./place-float.ts";

/** A native popover under its button: the browser opens, places and dismisses it, and gives the focus back. */
export function useFloat<Float extends HTMLElement>(align: "start" | "end", onOpen?: (float: Float) => void) {
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const float = useRef<Float>(null);

  const onToggle = (event: ToggleEvent<Float>) => {
    if (event.target !== event.currentTarget || event.newState !== "open") return;
    const element = event.currentTarget;
    // Without anchor positioning the place is measured; set through the CSSOM, which no policy forbids.
    if (trigger.current !== null && !CSS.supports("position-area: block-end")) {
      const window = { width: document.documentElement.clientWidth, height: document.documentElement.clientHeight };
      const { top, left } = placeFloat(
        trigger.current.getBoundingClientRect(),
        element.getBoundingClientRect(),
        window,
        align,
      );
      element.style.inset = `${top}px auto auto ${left}px`;
      element.style.margin = "0";
    }
    onOpen?.(element);
  };

  return {
    close: () => float.current?.hidePopover(),
    triggerProps: { ref: trigger, popoverTarget: id },
    floatProps: {
      ref: float,
      id,
      popover: "auto" as const,
      onToggle,
      className: align === "end" ? "float end" : "float",
    },
  };
}
