import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { sum } from "./statistics.ts";

/** Linux counts CPU time in hundredths of a second towards programs, whatever the kernel's own tick. */
const TICKS_PER_SECOND = 100;
const MIB_PER_KB = 1 / 1024;

/** User and system CPU seconds of a process with all its threads. */
export function cpuSeconds(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** CPU seconds of everything a process started and that still runs: of a server, its database. */
export function cpuSecondsBelow(pid: number): number {
  return sum(descendants(pid).map((child) => orNothing(() => cpuSeconds(child))));
}

/** CPU seconds that the whole machine was busy with something other than this process and all it ever started. */
export function cpuSecondsOfOthers(): number {
  const [user, nice, system, , , irq, softirq] = firstLineOf("/proc/stat").split(/\s+/).slice(1).map(Number);
  const busy = sum([user, nice, system, irq, softirq].map((ticks) => ticks ?? 0)) / TICKS_PER_SECOND;
  const ours = [process.pid, ...descendants(process.pid)];
  return busy - sum(ours.map((pid) => orNothing(() => cpuSeconds(pid) + cpuSecondsOfEnded(pid))));
}

/** Of the children that have ended, as their parent learnt it. */
function cpuSecondsOfEnded(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[13]) + Number(fields[14])) / TICKS_PER_SECOND;
}

function descendants(pid: number): number[] {
  const parents = new Map<number, number>();
  for (const name of readdirSync("/proc")) {
    if (/^\d+$/.test(name))
      parents.set(
        Number(name),
        orNothing(() => Number(statOf(Number(name))[1])),
      );
  }
  const isBelow = (child: number): boolean => {
    const parent = parents.get(child);
    return parent === pid || (parent !== undefined && parent > 1 && isBelow(parent));
  };
  return [...parents.keys()].filter((child) => child !== pid && isBelow(child));
}

/** A process may end while it is looked at. */
function orNothing(read: () => number): number {
  try {
    return read();
  } catch {
    return 0;
  }
}

function firstLineOf(file: string): string {
  return readFileSync(file, "utf8").split("\n", 1)[0] ?? "";
}

/** MiB of memory a process holds now, and the most it ever held. */
export function memory(pid: number): { now: number; peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  const kb = (name: string) => Number(status.match(new RegExp(`^${name}:\\s+(\\d+) kB`, "m"))?.[1] ?? Number.NaN);
  return { now: kb("VmRSS") * MIB_PER_KB, peak: kb("VmHWM") * MIB_PER_KB };
}

/** From now on the peak is the most that a process holds after this moment. */
export function forgetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, "5");
}

/** The fields of /proc/<pid>/stat behind the name, which may itself hold spaces and brackets. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}
