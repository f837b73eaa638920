import { Agent, request } from "node:http";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as delay } from "node:timers/promises";
import { sameOrigin } from "../ask.ts";
import type { StreamJob, StreamResult, StreamTarget } from "./job.ts";
import { marks, WordCounter } from "./word-counter.ts";

/** Tokens are counted into bins this wide, milliseconds; the steady time is known as exactly. */
const BIN = 10;
const LAG_RESOLUTION = 5;
const PROBE_EVERY = 20;
const GIVE_UP_AFTER = 60_000;

type Run = {
  job: StreamJob;
  agent: Agent;
  from: number;
  bins: number[];
  result: StreamResult;
  /** Since `from`: when each stream got its first token at all, and when its last reply ended. */
  began: number[];
  ended: number[];
};

/** Runs all streams of a job to their ends. */
export async function runStreams(job: StreamJob): Promise<StreamResult> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });
  const result: StreamResult = {
    firstToken: [],
    replies: 0,
    complete: 0,
    tokens: 0,
    steady: { tokens: 0, seconds: 0 },
    probes: [],
    clientLag: 0,
    failures: {},
    text: job.expected ?? "",
  };
  const run: Run = { job, agent, from: performance.now(), bins: [], result, began: [], ended: [] };
  const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION });
  lag.enable();
  const done = new AbortController();
  const probing = job.probe === null ? null : probe(job.probe, result.probes, done.signal);
  await Promise.all(Array.from({ length: job.streams }, (_, n) => oneStream(run, n)));
  done.abort();
  await probing;
  lag.disable();
  agent.destroy();
  result.clientLag = Math.max(0, lag.percentile(99) / 1e6 - LAG_RESOLUTION);
  result.steady = steadyOf(run);
  return result;
}

async function oneStream(run: Run, n: number): Promise<void> {
  const { streams, rounds, spread } = run.job;
  if (spread > 0) await delay((spread * n) / streams);
  for (let round = 0; round < rounds; round += 1) await oneReply(run, n);
  run.ended.push(performance.now() - run.from);
}

function oneReply(run: Run, n: number): Promise<void> {
  const { job, agent, result } = run;
  const { url, headers, body } = questionFor(job.target, n);
  const counter = new WordCounter(marks[job.target.kind]);
  result.replies += 1;
  return new Promise((resolve) => {
    const asked = performance.now();
    const end = (failure: string | null) => {
      if (failure === null && isComplete(run, counter)) result.complete += 1;
      else {
        const words = failure ?? `${counter.tokens} tokens, ${counter.done ? "with" : "without"} the end mark`;
        result.failures[words] = (result.failures[words] ?? 0) + 1;
      }
      resolve();
    };
    const sent = request(url, { method: "POST", agent, headers }, (response) => {
      response.setEncoding("latin1");
      if (response.statusCode !== 200) {
        let said = "";
        response.on("data", (chunk: string) => {
          said += chunk;
        });
        response.on("end", () => end(`status ${response.statusCode}: ${said.slice(0, 200)}`));
        return;
      }
      response.on("data", (chunk: string) => {
        const before = counter.tokens;
        const tokens = counter.feed(chunk);
        if (tokens === 0) return;
        const now = performance.now();
        if (before === 0) {
          result.firstToken.push(now - asked);
          run.began[n] ??= now - run.from;
        }
        result.tokens += tokens;
        const bin = Math.floor((now - run.from) / BIN);
        run.bins[bin] = (run.bins[bin] ?? 0) + tokens;
      });
      response.on("end", () => end(null));
      response.on("error", (error) => end(error.message));
    });
    sent.setTimeout(GIVE_UP_AFTER, () => sent.destroy(new Error("no byte for a minute")));
    sent.on("error", (error) => end(error.message));
    sent.end(body);
  });
}

function isComplete({ job, result }: Run, { tokens, done, text }: WordCounter): boolean {
  if (result.text === "") result.text = text;
  return tokens === job.tokens && done && text === result.text;
}

function questionFor(target: StreamTarget, n: number): { url: string; headers: Record<string, string>; body: string } {
  const json = { "content-type": "application/json" };
  const text = "What may a hotel cost in Berlin?";
  if (target.kind === "upstream") {
    const body = JSON.stringify({ model: target.model, stream: true, messages: [{ role: "user", content: text }] });
    return { url: `${target.url}/v1/chat/completions`, headers: { ...json, ...lengthOf(body) }, body };
  }
  const cookie = target.cookies[n % target.cookies.length] ?? "";
  const body = JSON.stringify({ kind: "send", conversationId: null, parentId: null, text, modelId: target.model });
  return {
    url: `${target.url}/api/chat`,
    headers: { ...json, ...sameOrigin(target.url), cookie, ...lengthOf(body) },
    body,
  };
}

function lengthOf(body: string): { "content-length": string } {
  return { "content-length": String(Buffer.byteLength(body)) };
}

/** Tokens and seconds while every stream was under way. A whole run of one stream is its own steady time. */
function steadyOf({ bins, began, ended, job }: Run): StreamResult["steady"] {
  if (began.length < job.streams || ended.length === 0) return { tokens: 0, seconds: 0 };
  const first = Math.ceil(Math.max(...began) / BIN);
  const last = Math.floor(Math.min(...ended) / BIN);
  let tokens = 0;
  for (let bin = first; bin < last; bin += 1) tokens += bins[bin] ?? 0;
  return { tokens, seconds: (Math.max(0, last - first) * BIN) / 1000 };
}

/** A small request again and again on a connection of its own. */
async function probe(url: string, latencies: number[], until: AbortSignal): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  while (!until.aborted) {
    const from = performance.now();
    await new Promise<void>((resolve) => {
      const asked = request(url, { agent }, (response) => response.resume().once("close", () => resolve()));
      asked.once("error", () => resolve());
      asked.end();
    });
    latencies.push(performance.now() - from);
    await delay(PROBE_EVERY);
  }
  agent.destroy();
}
