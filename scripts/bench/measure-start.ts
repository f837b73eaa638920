import type { Bench } from "./bench.ts";
import { type Server, type ServerOptions, startServer } from "./server.ts";
import { median } from "./statistics.ts";

/** Starts the server a few times over an existing build and existing data; hands on the last one, running. */
export async function measureStart(
  { options, figures }: Pick<Bench, "options" | "figures">,
  how: ServerOptions,
): Promise<Server> {
  figures.begin();
  const starts: Server["start"][] = [];
  const times = options.quick ? 1 : 3;
  for (;;) {
    const server = await startServer(how);
    starts.push(server.start);
    if (starts.length < times) {
      await server.stop();
      continue;
    }
    const all = (kind: "alive" | "ready") => starts.map((start) => start[kind]);
    figures.add("start", "from the start of the process to the first answer", inSeconds(median(all("alive"))), {
      unit: "s",
      goal: { atMost: 2 },
      note: `embedded database included; median of ${all("alive")
        .map((ms) => Math.round(ms))
        .join(", ")} ms`,
    });
    figures.add("start", "until /api/health/ready", inSeconds(median(all("ready"))), { unit: "s" });
    return server;
  }
}

function inSeconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : milliseconds / 1000;
}
