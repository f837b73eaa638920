import { useMemo } from "react";
import { lazyModule } from "./lazy-module.ts";
import { UNFINISHED } from "./math-syntax.ts";

const useRenderer = lazyModule(() => import("./math-renderer.ts"));

/** A formula as MathML; its source in code style until the renderer is there, while it streams, or if it is wrong. */
export function Formula({ source, display }: { source: string; display: boolean }) {
  const unfinished = source.endsWith(UNFINISHED);
  const renderer = useRenderer(!unfinished);
  const formula = useMemo(
    () => (unfinished ? null : (renderer?.renderMath(source, display) ?? null)),
    [renderer, source, display, unfinished],
  );
  const className = display ? "math math-display" : "math";
  if (formula !== null) return <span className={className}>{formula}</span>;
  return <code className={`${className} math-source`}>{source.replaceAll(UNFINISHED, "").trim()}</code>;
}
