import type { Figures } from "./figures.ts";
import type { LoadClient } from "./load/load-client.ts";
import type { Options } from "./options.ts";
import type { Profiler } from "./profile/profiler.ts";
import type { Server } from "./server.ts";

/** What every measurement has at hand. */
export type Bench = {
  options: Options;
  figures: Figures;
  load: LoadClient;
  server: Server;
  /** The URL of the local model server. */
  upstream: string;
  profiler: Profiler | null;
};
