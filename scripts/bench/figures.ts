import { loadavg } from "node:os";
import { cpuSecondsOfOthers } from "./process-figures.ts";

export type Section =
  | "streams"
  | "pages"
  | "middleware"
  | "sign-in"
  | "memory"
  | "js"
  | "start"
  | "documents"
  | "retrieval"
  | "lighthouse";

export type Figure = {
  section: Section;
  name: string;
  value: number | null;
  unit: string;
  target: string | null;
  met: boolean | null;
  note: string | null;
  /** The machine's load over the last minute when it was taken, our own included. */
  load: number;
  /** Cores that work of others kept busy while it was taken: the noise in it. */
  others: number;
};

type Goal = { atMost: number } | { atLeast: number };
type Extra = { unit: string; goal?: Goal; note?: string };

/** All figures of a run, in the order in which they were taken. */
export class Figures {
  readonly all: Figure[] = [];
  #begun = { at: performance.now(), others: cpuSecondsOfOthers() };
  #others: number | null = null;

  /** Says that a measurement begins; the figures that are added until the next one are its. */
  begin(): void {
    this.#begun = { at: performance.now(), others: cpuSecondsOfOthers() };
    this.#others = null;
  }

  add(section: Section, name: string, value: number | null, { unit, goal, note }: Extra): void {
    const target = goal === undefined ? null : "atMost" in goal ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
    this.#others ??=
      Math.max(0, cpuSecondsOfOthers() - this.#begun.others) / ((performance.now() - this.#begun.at) / 1000);
    const at = { load: loadavg()[0] ?? 0, others: this.#others };
    this.all.push({ section, name, value, unit, target, met: isMet(value, goal), note: note ?? null, ...at });
  }
}

function isMet(value: number | null, goal: Goal | undefined): boolean | null {
  if (goal === undefined) return null;
  // What could not be measured is not met.
  if (value === null || Number.isNaN(value)) return false;
  return "atMost" in goal ? value <= goal.atMost : value >= goal.atLeast;
}
