import type { Bench } from "./bench.ts";
import type { StreamJob, StreamResult, StreamTarget } from "./load/job.ts";
import type { Signed } from "./people.ts";
import { cpuSeconds, cpuSecondsBelow } from "./process-figures.ts";
import { models, upstreamModels } from "./server.ts";
import { difference, percentile } from "./statistics.ts";

const TOKENS = 200;
const SHORT_TOKENS = 20;
/** The streams of the direct run start, pause and end like ours; two rounds of each level show its steady state. */
const DIRECT_ROUNDS = 3;

type Level = { streams: number; rounds: number; tokens?: "ideal" | number; addedP95?: number };

const levels: readonly Level[] = [
  { streams: 1, rounds: 10 },
  { streams: 20, rounds: 5 },
  { streams: 50, rounds: 5, tokens: "ideal", addedP95: 40 },
  { streams: 100, rounds: 5, tokens: 19_000, addedP95: 80 },
];
/** Of what the model server itself delivers to the same client in the same loop; the rest is the pause between replies. */
const IDEAL = 0.99;

/** Time to first token, one at a time and under streams; tokens per second; what the server and its loop bear. */
export async function measureStreams(bench: Bench, writers: readonly Signed[]): Promise<void> {
  const cookies = writers.map(({ cookie }) => cookie);
  const { options, upstream, server } = bench;
  const direct = (model: keyof typeof models): StreamTarget => ({
    kind: "upstream",
    url: upstream,
    model: upstreamModels[model],
  });
  const ours = (model: keyof typeof models): StreamTarget => ({
    kind: "server",
    url: server.url,
    model: models[model],
    cookies,
  });
  const probe = `${server.url}/api/health`;

  const short = { kind: "streams", streams: 1, spread: 0, tokens: SHORT_TOKENS, expected: null, probe: null } as const;
  await bench.load.run<StreamJob>({ ...short, target: direct("short"), rounds: 10 });
  const warmUp = await bench.load.run<StreamJob>({
    ...short,
    target: ours("short"),
    rounds: options.quick ? 20 : 60,
    streams: 4,
  });
  if (warmUp.complete === 0) throw new Error(`No stream was delivered: ${JSON.stringify(warmUp.failures)}`);
  bench.figures.begin();
  const own = await bench.load.run<StreamJob>({ ...short, target: direct("short"), rounds: 50 });
  const before = cpuSeconds(server.pid);
  const sequential = await bench.load.run<StreamJob>({
    ...short,
    target: ours("short"),
    rounds: 50,
    expected: own.text,
  });
  const perReply = (1000 * (cpuSeconds(server.pid) - before)) / sequential.replies;
  sayAdded(bench, "one at a time", own, sequential, { p50: 10, p95: 15 });
  bench.figures.add("streams", "one at a time: CPU of the server per reply", perReply, { unit: "ms" });

  for (const level of levels) {
    const job = {
      kind: "streams",
      streams: level.streams,
      spread: options.burst ? 0 : 1000,
      tokens: TOKENS,
    } as const;
    const plain = await bench.load.run<StreamJob>({
      ...job,
      target: direct("long"),
      rounds: options.quick ? 2 : DIRECT_ROUNDS,
      expected: null,
      probe: null,
    });
    const rounds = options.quick ? 2 : level.rounds;
    bench.figures.begin();
    const profiled = bench.profiler !== null && level.streams === 100;
    if (profiled) await bench.profiler?.start();
    const cpu = cpuSeconds(server.pid);
    const databaseCpu = cpuSecondsBelow(server.pid);
    const from = performance.now();
    const result = await bench.load.run<StreamJob>({
      ...job,
      target: ours("long"),
      rounds,
      expected: plain.text,
      probe,
    });
    const seconds = (performance.now() - from) / 1000;
    const spent = {
      server: cpuSeconds(server.pid) - cpu,
      database: cpuSecondsBelow(server.pid) - databaseCpu,
      seconds,
    };
    if (profiled) await bench.profiler?.stop("100 streams");
    sayLevel(bench, level, plain, result, spent);
  }
}

function sayAdded(
  { figures }: Bench,
  name: string,
  own: StreamResult,
  ours: StreamResult,
  goal: { p50?: number; p95?: number },
): void {
  // Against the upstream's median both times: the slowest of ours are not excused by the slowest of its.
  const base = percentile(own.firstToken, 50);
  const note = `the upstream's own: ${show(base)} / ${show(percentile(own.firstToken, 95))} ms; ${ours.firstToken.length} replies`;
  figures.add("streams", `${name}: added to first token, p50`, difference(percentile(ours.firstToken, 50), base), {
    unit: "ms",
    note,
    ...(goal.p50 === undefined ? {} : { goal: { atMost: goal.p50 } }),
  });
  figures.add("streams", `${name}: added to first token, p95`, difference(percentile(ours.firstToken, 95), base), {
    unit: "ms",
    ...(goal.p95 === undefined ? {} : { goal: { atMost: goal.p95 } }),
  });
}

type Spent = { server: number; database: number; seconds: number };

function sayLevel(bench: Bench, level: Level, own: StreamResult, ours: StreamResult, spent: Spent): void {
  const { figures } = bench;
  const name = level.streams === 1 ? "1 stream" : `${level.streams} streams`;
  sayAdded(bench, name, own, ours, level.addedP95 === undefined ? {} : { p95: level.addedP95 });
  const ideal = perSecond(own);
  const atLeast = level.tokens === "ideal" ? Math.round((ideal ?? 0) * IDEAL) : level.tokens;
  figures.add("streams", `${name}: tokens per second`, perSecond(ours), {
    unit: "/s",
    note: `straight from the model server, same loop: ${show(ideal)}${level.tokens === "ideal" ? `; ideal = ${IDEAL * 100} % of that` : ""}`,
    ...(atLeast === undefined ? {} : { goal: { atLeast } }),
  });
  const failures = Object.entries(ours.failures).map(([words, times]) => `${times} × ${words}`);
  figures.add("streams", `${name}: replies complete, word for word`, (100 * ours.complete) / ours.replies, {
    unit: "%",
    goal: { atLeast: 100 },
    note: [`${ours.complete} of ${ours.replies}`, ...failures].join("; "),
  });
  figures.add("streams", `${name}: wait of a small request, p99`, percentile(ours.probes, 99), {
    unit: "ms",
    note: `/api/health asked meanwhile: p50 ${show(percentile(ours.probes, 50))}, p95 ${show(percentile(ours.probes, 95))} ms; the load client's own lag p99 ${show(ours.clientLag)} ms`,
  });
  figures.add("streams", `${name}: CPU of the server per 1,000 tokens`, (1_000_000 * spent.server) / ours.tokens, {
    unit: "ms",
    note: `${show(spent.server / spent.seconds)} cores; the database's processes ${show(spent.database / spent.seconds)} cores`,
  });
}

function perSecond({ steady }: StreamResult): number | null {
  return steady.seconds === 0 ? null : steady.tokens / steady.seconds;
}

function show(value: number | null): string {
  return value === null ? "?" : value.toLocaleString("en", { maximumFractionDigits: value < 100 ? 2 : 0 });
}
