type Box = { top: number; bottom: number; left: number; right: number };
type Size = { width: number; height: number };

const GAP = 4;
const EDGE = 8;

/**
 * Where a floating box stands beside its anchor, in px of the window: below it, above where below has no room,
 * and never over the window's edge.
 */
export function placeFloat(
  anchor: Box,
  float: Size,
  window: Size,
  align: "start" | "end",
): { top: number; left: number } {
  const below = anchor.bottom + GAP;
  const above = anchor.top - GAP - float.height;
  const top = below + float.height <= window.height - EDGE || above < EDGE ? below : above;
  const wished = align === "start" ? anchor.left : anchor.right - float.width;
  const left = Math.max(EDGE, Math.min(wished, window.width - EDGE - float.width));
  return { top, left };
}
