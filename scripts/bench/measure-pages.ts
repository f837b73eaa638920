import { gunzipSync } from "node:zlib";
import { ask } from "./ask.ts";
import type { Bench } from "./bench.ts";
import type { RequestJob } from "./load/job.ts";
import { type Signed, titleOf } from "./people.ts";
import { cpuSeconds, cpuSecondsBelow } from "./process-figures.ts";
import { percentile } from "./statistics.ts";

const CONNECTIONS = 16;
const SHOWN = [1, 10, 20];

/** The chat page of somebody with 20 conversations: how many a second, how long each, how large. */
export async function measurePages({ options, figures, load, server, profiler }: Bench, reader: Signed): Promise<void> {
  const url = `${server.url}/chat`;
  const headers = { cookie: reader.cookie, "accept-encoding": "gzip", accept: "text/html" };
  const page = await expectRealPage(url, headers);

  const job = { kind: "requests", url, headers, connections: CONNECTIONS } as const;
  await load.run<RequestJob>({ ...job, until: { seconds: options.quick ? 2 : 5 } });
  figures.begin();
  if (profiler !== null) await profiler.start();
  const cpu = cpuSeconds(server.pid);
  const databaseCpu = cpuSecondsBelow(server.pid);
  const result = await load.run<RequestJob>({ ...job, until: { seconds: options.quick ? 4 : 10 } });
  const spent = cpuSeconds(server.pid) - cpu;
  const databaseSpent = cpuSecondsBelow(server.pid) - databaseCpu;
  if (profiler !== null) await profiler.stop("chat page");

  const good = result.statuses["200"] ?? 0;
  figures.add("pages", "GET /chat, signed in: requests per second", good / result.seconds, {
    unit: "/s",
    goal: { atLeast: 200 },
    note: `${CONNECTIONS} connections, ${Math.round(result.seconds)} s${good === result.requests ? "" : `; answers: ${JSON.stringify(result.statuses)}`}`,
  });
  figures.add("pages", "GET /chat: latency p50", percentile(result.latencies, 50), { unit: "ms" });
  figures.add("pages", "GET /chat: latency p95", percentile(result.latencies, 95), { unit: "ms" });
  figures.add("pages", "GET /chat: CPU of the server per request", (1000 * spent) / result.requests, {
    unit: "ms",
    note: `the database's processes ${((1000 * databaseSpent) / result.requests).toFixed(2)} ms`,
  });
  figures.add("pages", "GET /chat: HTML as it travels (gzip)", page.gzip / 1000, {
    unit: "KB",
    goal: { atMost: 30 },
    note: `${(page.plain / 1000).toFixed(1)} KB unpacked`,
  });
}

/** Refuses to measure a redirect, an error or an empty shell. */
async function expectRealPage(url: string, headers: Record<string, string>): Promise<{ gzip: number; plain: number }> {
  const answer = await ask(url, { headers });
  const isGzip = answer.headers["content-encoding"] === "gzip";
  const html = (isGzip ? gunzipSync(answer.body) : answer.body).toString();
  const missing = SHOWN.map(titleOf).filter((title) => !html.includes(title));
  if (answer.status !== 200 || missing.length > 0)
    throw new Error(`${url} is not the page it should be: status ${answer.status}, without ${missing.join(", ")}`);
  return { gzip: isGzip ? answer.body.length : Number.NaN, plain: html.length };
}
