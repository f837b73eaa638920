/** What the inspector's `Profiler.stop` answers; times in microseconds. */
export type CpuProfile = {
  nodes: { id: number; callFrame: CallFrame; children?: number[] }[];
  samples: number[];
  timeDeltas: number[];
};
export type CallFrame = { functionName: string; url: string; lineNumber: number; columnNumber: number };

export type Entry = { place: string; area: string; self: number; total: number };
export type Summary = { busy: number; idle: number; entries: Entry[]; areas: { area: string; self: number }[] };

/** Parts that work for whoever calls them. */
const SERVICES = new Set(["Node", "V8 and native"]);

/** Where a function stands in the sources, and the part of the system it belongs to. */
export type Locate = (frame: CallFrame) => { place: string; area: string };

/**
 * Milliseconds per function: `self` in it alone, `total` with everything it called, counted once however it recurses.
 * Most expensive first, by self time. `areas`: each part of the system with what Node and V8 did on its behalf.
 */
export function summarise({ nodes, samples, timeDeltas }: CpuProfile, locate: Locate): Summary {
  const parents = new Map<number, number>();
  const places = new Map<number, { place: string; area: string }>();
  for (const node of nodes) {
    places.set(node.id, locate(node.callFrame));
    for (const child of node.children ?? []) parents.set(child, node.id);
  }
  const entries = new Map<string, Entry>();
  const entryOf = (id: number): Entry | undefined => {
    const at = places.get(id);
    if (at === undefined) return undefined;
    const known = entries.get(at.place) ?? { ...at, self: 0, total: 0 };
    entries.set(at.place, known);
    return known;
  };
  const areas = new Map<string, number>();
  const causeOf = (id: number): string => {
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const here = places.get(at);
      if (here !== undefined && here.place !== "(root)" && !SERVICES.has(here.area)) return here.area;
    }
    return places.get(id)?.area ?? "";
  };
  samples.forEach((id, index) => {
    const took = (timeDeltas[index] ?? 0) / 1000;
    const own = entryOf(id);
    if (own !== undefined) own.self += took;
    const cause = causeOf(id);
    if (own?.place !== "(idle)") areas.set(cause, (areas.get(cause) ?? 0) + took);
    const seen = new Set<Entry>();
    for (let at: number | undefined = id; at !== undefined; at = parents.get(at)) {
      const entry = entryOf(at);
      if (entry === undefined || seen.has(entry)) continue;
      seen.add(entry);
      entry.total += took;
    }
  });
  const all = [...entries.values()].filter(({ place }) => place !== "(root)" && place !== "(idle)");
  return {
    busy: all.reduce((sum, { self }) => sum + self, 0),
    idle: entries.get("(idle)")?.self ?? 0,
    entries: all.sort((a, b) => b.self - a.self),
    areas: [...areas].map(([area, self]) => ({ area, self })).sort((a, b) => b.self - a.self),
  };
}
