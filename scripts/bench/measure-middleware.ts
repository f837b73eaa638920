import { buildWithoutMiddleware } from "#tests/support/build-without-middleware.ts";
import type { Bench } from "./bench.ts";
import type { RequestJob } from "./load/job.ts";
import type { Signed } from "./people.ts";
import { cpuSeconds } from "./process-figures.ts";
import { type Server, type ServerOptions, startServer } from "./server.ts";
import { median } from "./statistics.ts";

/** One after the other: CPU time is compared, and requests that wait for each other would only blur it. */
const CONNECTIONS = 1;

/**
 * The middleware cannot be switched off from outside. So the same request is served twice: by the server, and by a server
 * on the same build and data whose manifest does not name the middleware. Both are warm; what the one spends more of the
 * process's CPU time is the middleware with everything in it: Next's own machinery, headers, limits, session, roles.
 * The route, /api/health, does nothing by itself and looks at no session.
 */
export async function measureMiddleware(
  bench: Pick<Bench, "options" | "figures" | "load">,
  how: ServerOptions,
  running: Server,
  reader: Signed,
): Promise<void> {
  bench.figures.begin();
  const withIt = await cpuPerRequest(bench, running, reader);
  const anonymous = await cpuPerRequest(bench, running, null);
  await running.stop();

  const twin = await buildWithoutMiddleware();
  let without: number | null;
  try {
    const server = await startServer({ ...how, root: twin.root });
    without = await cpuPerRequest(bench, server, reader);
    await server.stop();
  } finally {
    twin.remove();
  }
  const note = (cpu: number | null) =>
    `/api/health ${cpu?.toFixed(2)} ms with it, ${without?.toFixed(2)} ms on the same build without it`;
  bench.figures.add("middleware", "CPU of the middleware per request, signed in", minus(withIt, without), {
    unit: "ms",
    goal: { atMost: 1 },
    note: note(withIt),
  });
  bench.figures.add("middleware", "CPU of the session check per request", minus(withIt, anonymous), {
    unit: "ms",
    goal: { atMost: 0.5 },
    note: "signed in less signed out",
  });
  bench.figures.add("middleware", "CPU of the middleware per request, signed out", minus(anonymous, without), {
    unit: "ms",
    note: note(anonymous),
  });
}

/** Milliseconds of CPU the server's process spends on one request, all its threads together. */
async function cpuPerRequest(
  { options, load }: Pick<Bench, "options" | "load">,
  server: Server,
  person: Signed | null,
): Promise<number | null> {
  const requests = options.quick ? 1_000 : 2_000;
  const headers: Record<string, string> = person === null ? {} : { cookie: person.cookie };
  const job: RequestJob = {
    kind: "requests",
    url: `${server.url}/api/health`,
    headers,
    connections: CONNECTIONS,
    until: { requests },
  };
  await load.run(job);
  const costs: number[] = [];
  for (let time = 0; time < 3; time += 1) {
    const before = cpuSeconds(server.pid);
    const { statuses } = await load.run(job);
    if (statuses["200"] !== requests) throw new Error(`/api/health answered ${JSON.stringify(statuses)}`);
    costs.push((1000 * (cpuSeconds(server.pid) - before)) / requests);
  }
  return median(costs);
}

function minus(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a - b;
}
