import { processState } from "#lib/platform/process-state.ts";
import { fileLimits } from "../numbers.ts";

type Urgency = "at-once" | "later";
type Turns = { running: number; waiting: Record<Urgency, (() => void)[]> };

const turns = () =>
  processState<Turns>("documents.reading", () => ({ running: 0, waiting: { "at-once": [], later: [] } }));

/**
 * Runs `work` when fewer than `fileLimits.reading.atOnce` others run in this process. Whoever has a person waiting goes
 * first. Throws the signal's reason when it is aborted before.
 */
export async function inTurn<T>(urgency: Urgency, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  await myTurn(urgency, signal);
  try {
    return await work();
  } finally {
    const { waiting } = turns();
    const next = waiting["at-once"].shift() ?? waiting.later.shift();
    if (next) next();
    else turns().running--;
  }
}

function myTurn(urgency: Urgency, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const state = turns();
  if (state.running < fileLimits.reading.atOnce) {
    state.running++;
    return Promise.resolve();
  }
  const line = state.waiting[urgency];
  return new Promise((resolve, reject) => {
    const enter = () => {
      signal.removeEventListener("abort", leave);
      resolve();
    };
    const leave = () => {
      line.splice(line.indexOf(enter), 1);
      reject(signal.reason);
    };
    line.push(enter);
    signal.addEventListener("abort", leave, { once: true });
  });
}
