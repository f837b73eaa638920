import { processState } from "./process-state.ts";

const controller = () => processState("draining", () => new AbortController());

/** Aborted when the server begins to stop: a stream without an end (live lists) ends then, and its reader comes back elsewhere. */
export const drainSignal = (): AbortSignal => controller().signal;

export const beginDraining = (): void => controller().abort();
