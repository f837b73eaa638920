import { setTimeout as delay } from "node:timers/promises";
import { buckets } from "#lib/limits/table.ts";
import { ask } from "./ask.ts";
import { type Child, freePort, projectRoot, startNode } from "./children.ts";

/** Asked this often until it answers; what a start costs is known to this many milliseconds. */
const ASK_EVERY = 5;
const GIVE_UP_AFTER = 60_000;
const UNLIMITED = { requests: 1_000_000, seconds: 60 };

export type Server = {
  child: Child;
  pid: number;
  url: string;
  env: Record<string, string>;
  /** Milliseconds from the start of the process to the first answer of each kind. */
  start: { alive: number; ready: number };
  /** The inspector's address, when it was asked for. */
  inspector: string | null;
  stop(): Promise<void>;
};

export type ServerOptions = {
  dataDir: string;
  /** The URL of the local model server. */
  upstream: string;
  /** Where the build and `server.ts` lie; the project itself if left out. */
  root?: string;
  inspect?: boolean;
  /** Settings besides the usual ones. */
  env?: Readonly<Record<string, string>>;
};

/** What `npm start` gives Node (scripts/start.mjs): the figures are those of a server that was started so. */
const FLAGS = ["--max-semi-space-size=16"];
const COMPILE_CACHE = `${projectRoot}node_modules/.cache/node`;

/** The models the server knows, by the ids under which the browser asks for them. */
export const models = { long: "env:long", short: "env:short", word: "env:word" } as const;

/** What the model server does for each: tokens and milliseconds between them. */
export const upstreamModels: Record<keyof typeof models, string> = {
  long: "kind-200-5",
  short: "kind-20-5",
  word: "kind-1-0",
};

/** Starts the production server in a process of its own and waits until it is ready. */
export async function startServer({
  dataDir,
  upstream,
  root = projectRoot,
  inspect = false,
  env: more = {},
}: ServerOptions): Promise<Server> {
  const port = await freePort();
  const env = {
    HOST: "127.0.0.1",
    PORT: String(port),
    DATA_DIR: dataDir,
    LOG_LEVEL: "warn",
    LIMITS: JSON.stringify(Object.fromEntries(buckets.map((bucket) => [bucket, UNLIMITED]))),
    MODELS: JSON.stringify(
      Object.entries(upstreamModels).map(([name, modelId]) => ({
        name,
        provider: "openai-compatible",
        modelId,
        baseUrl: `${upstream}/v1`,
      })),
    ),
    ...more,
  };
  const from = performance.now();
  const inspecting = inspect ? ["--inspect=127.0.0.1:0"] : [];
  const child = startNode([...FLAGS, ...inspecting, `${root}server.ts`], {
    env: { NODE_COMPILE_CACHE: COMPILE_CACHE, NEXT_TELEMETRY_DISABLED: "1", ...env },
  });
  const inspector = inspect ? child.line(/^Debugger listening on (ws:.*)$/) : null;
  const url = `http://127.0.0.1:${port}`;
  const alive = await firstAnswer(child, `${url}/api/health`, from);
  const ready = await firstAnswer(child, `${url}/api/health/ready`, from);
  return {
    child,
    pid: child.pid,
    url,
    env,
    start: { alive, ready },
    inspector: inspector === null ? null : ((await inspector)[1] ?? null),
    stop: () => child.stop(),
  };
}

async function firstAnswer(child: Child, url: string, from: number): Promise<number> {
  for (;;) {
    const answer = await ask(url).catch(() => null);
    const took = performance.now() - from;
    if (answer?.status === 200) return took;
    if (child.process.exitCode !== null || took > GIVE_UP_AFTER) {
      const said = answer === null ? "nothing" : `${answer.status} ${answer.body.toString().slice(0, 500)}`;
      throw new Error(`${url} answered ${said} after ${Math.round(took)} ms.\n${child.lastLines.join("\n")}`);
    }
    await delay(ASK_EVERY);
  }
}
