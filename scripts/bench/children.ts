import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { createInterface } from "node:readline";

/** Longer than the server's own time to stop, so that it is cut off only when it hangs. */
const STOP_WITHIN = 50_000;

export const projectRoot = new URL("../../", import.meta.url).pathname;

const running = new Set<Child>();

/** A process of ours, ended by its id and by nothing else. */
export type Child = {
  readonly process: ChildProcess;
  readonly pid: number;
  /** What it wrote last, for when something goes wrong. */
  readonly lastLines: string[];
  /** The first line from now on that the pattern matches. Rejects when the process ends before. */
  line(pattern: RegExp): Promise<RegExpMatchArray>;
  stop(): Promise<void>;
};

/** What a child inherits: how to find programs and put temporary files, and none of the product's settings. */
export function childEnvironment(settings: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR } = process.env;
  return { NODE_ENV: "production", PATH, HOME, TMPDIR, ...settings };
}

type Options = { env?: Readonly<Record<string, string>>; ipc?: boolean };

/** Starts Node on a file of the project. */
export function startNode(args: string[], { env, ipc = false }: Options = {}): Child {
  const child = spawn(process.execPath, args, {
    cwd: projectRoot,
    env: childEnvironment(env),
    stdio: ["ignore", "pipe", "pipe", ipc ? "ipc" : "ignore"],
  });
  if (child.pid === undefined) throw new Error(`${args.join(" ")} could not be started.`);
  const lastLines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface(stream).on("line", (line) => {
      lastLines.push(line);
      if (lastLines.length > 40) lastLines.shift();
      for (const look of waiting) look(line);
    });
  }
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const self: Child = {
    process: child,
    pid: child.pid,
    lastLines,
    line: (pattern) => {
      const { promise, resolve, reject } = Promise.withResolvers<RegExpMatchArray>();
      const look = (line: string) => {
        const match = line.match(pattern);
        if (match !== null) resolve(match);
      };
      waiting.add(look);
      void ended.then(() => reject(new Error(`${args.join(" ")} ended early:\n${lastLines.join("\n")}`)));
      return promise.finally(() => waiting.delete(look));
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const late = setTimeout(() => child.kill("SIGKILL"), STOP_WITHIN);
      await ended;
      clearTimeout(late);
    },
  };
  running.add(self);
  void ended.then(() => running.delete(self));
  return self;
}

/** Ends every process that is still there, the newest first. */
export async function stopAll(): Promise<void> {
  for (const child of [...running].reverse()) await child.stop();
}

/** A port of the loopback interface that was free a moment ago. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, "close");
  return port;
}
