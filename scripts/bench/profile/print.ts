import { sourceFinder } from "./sources.ts";
import { type CpuProfile, type Entry, summarise } from "./summary.ts";

const MOST = 25;

/** The most expensive functions of a profile, by themselves and with what they call, and by part of the system. */
export function printProfile(name: string, file: string, profile: CpuProfile): void {
  const { busy, idle, entries, areas } = summarise(profile, sourceFinder());
  const share = (ms: number) => `${((100 * ms) / busy).toFixed(1).padStart(5)} %`;
  const lines = (list: readonly Entry[], kind: "self" | "total") =>
    list
      .slice(0, MOST)
      .map((entry) => `  ${share(entry[kind])} ${entry[kind].toFixed(0).padStart(6)} ms  ${entry.place}`);
  const byTotal = entries.toSorted((a, b) => b.total - a.total);
  const ours = byTotal.filter(({ area }) => /^(?:lib|app|components|db|middleware|server)\b/.test(area));
  console.log(
    [
      "",
      `CPU profile: ${name} (busy ${busy.toFixed(0)} ms, idle ${idle.toFixed(0)} ms) ${file}`,
      " by part of the system, with what Node and V8 did for it",
      ...areas.slice(0, MOST).map(({ area, self }) => `  ${share(self)} ${self.toFixed(0).padStart(6)} ms  ${area}`),
      " functions, self time",
      ...lines(entries, "self"),
      " functions of ours, with what they call",
      ...lines(ours, "total"),
      " all functions, with what they call",
      ...lines(byTotal, "total"),
    ].join("\n"),
  );
}
