import type { KeyboardEvent } from "react";

/** Enter alone, and not the one that ends a composition (Japanese, Chinese, accents); Safari says that only by code 229. */
export function isPlainEnter(event: KeyboardEvent): boolean {
  if (event.key !== "Enter" || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false;
  return !event.nativeEvent.isComposing && event.nativeEvent.keyCode !== 229;
}
