import { processState } from "#lib/platform/process-state.ts";

const state = processState("documents.processor", () => ({ wake: () => {} }));

/** Tells the processor of this process, if it has one, that there is work; other processes look by themselves. */
export function wakeProcessor(): void {
  state.wake();
}

export function onWake(wake: () => void): void {
  state.wake = wake;
}
