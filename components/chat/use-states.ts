"use client";

import { useEffect } from "react";
import type { DocumentLine, DocumentState } from "#lib/documents/schema.ts";
import { isUnderWay } from "./is-under-way.ts";
import { patience } from "./patience.ts";
import { useLatest } from "./use-latest.ts";

/** Milliseconds between two looks: at first every second, which is what most files take; then less and less. */
const DELAYS = [1_000, 1_000, 1_000, 1_000, 1_000, 2_000, 2_000, 3_000, 5_000, 10_000];
/** Documents that are asked about at once. */
const AT_ONCE = 50;

/** Watches documents that are being checked or read, and calls back whenever one of them has got further. */
export function useStates(documents: readonly Pick<DocumentLine, "id" | "state">[], onChange: () => void) {
  const underWay = documents.filter(isUnderWay).slice(0, AT_ONCE);
  const ids = underWay.map(({ id }) => id).join(",");
  const changed = useLatest((states: readonly Pick<DocumentLine, "id" | "state">[]) =>
    underWay.some(({ id, state }) => states.find((each) => each.id === id)?.state !== state),
  );
  const tell = useLatest(onChange);

  useEffect(() => {
    if (ids === "") return;
    const control = new AbortController();
    const watch = async () => {
      for (let looks = 0; !control.signal.aborted; looks++) {
        await patience(DELAYS[Math.min(looks, DELAYS.length - 1)] ?? 0, control.signal);
        if (control.signal.aborted || document.hidden) continue;
        const states = await readStates(ids, control.signal);
        if (states !== null && !control.signal.aborted && changed(states)) tell();
      }
    };
    void watch();
    return () => control.abort();
  }, [ids, changed, tell]);
}

/** Null when the server did not say; it is asked again. */
async function readStates(ids: string, signal: AbortSignal): Promise<{ id: string; state: DocumentState }[] | null> {
  try {
    const response = await fetch(`/api/documents/states?ids=${ids}`, { cache: "no-store", signal });
    if (!response.ok) return null;
    return ((await response.json()) as { states: { id: string; state: DocumentState }[] }).states;
  } catch {
    return null;
  }
}
