import type { Booted } from "./boot.ts";
import { processState } from "./process-state.ts";

/**
 * Here Next's instrumentation, which is built together with the pages, hands the boot to the server around it. Loaded from
 * the sources as well, every module would be in memory twice: 90 MiB, and most of a second at each start.
 */
export const bootDoor = () => processState("boot.door", () => Promise.withResolvers<() => Promise<Booted>>());
