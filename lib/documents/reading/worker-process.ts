import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { NOT_STARTED, UNFIT } from "./exit-codes.ts";

/** What a worker process may use: time after it has all bytes, memory as the system counts it, and words. */
export type WorkerLimits = { milliseconds: number; memoryMiB: number; answerBytes: number };

export type WorkerProgram = {
  /** Absolute path of a TypeScript or JavaScript file. */
  script: string;
  /** Files and folders it may read; nothing else, and it may write nowhere. */
  readable: readonly string[];
  /** Steps back when the machine is busy. */
  background: boolean;
};

export type WorkerEnd =
  | { ok: true; answer: string }
  | { ok: false; reason: "too-slow" | "too-much-memory" | "said-too-much" | "died" };

type Reason = Extract<WorkerEnd, { ok: false }>["reason"];

const MEMORY_CHECK = 50; // milliseconds
const MEBIBYTE = 1024 * 1024;

/**
 * Runs a program in a process of its own: `header`, a line end and `bytes` go in, one answer comes out. Whatever the
 * process does is a value. Throws what `bytes` throws, the signal's reason, and when the program cannot run here at all.
 */
export async function runWorker(
  program: WorkerProgram,
  header: string,
  bytes: AsyncIterable<Uint8Array>,
  limits: WorkerLimits,
  signal: AbortSignal,
): Promise<WorkerEnd> {
  signal.throwIfAborted();
  const child = start(program, limits);
  let reason: Reason | null = null;
  const stop = (why: Reason) => {
    reason ??= why;
    child.kill("SIGKILL");
  };
  const clock = stopwatch(limits.milliseconds, () => stop("too-slow"));
  const memory = watchMemory(child, limits.memoryMiB, () => stop("too-much-memory"));
  const said = listen(child, limits.answerBytes, () => stop("said-too-much"));
  const onAbort = () => stop("died");
  signal.addEventListener("abort", onAbort, { once: true });
  let sourceFailed: { error: unknown } | null = null;
  feed(child, header, bytes, clock).catch((error) => {
    sourceFailed = { error };
    stop("died");
  });
  try {
    const [code, killedBy] = await once(child, "close");
    signal.throwIfAborted();
    if (sourceFailed !== null) throw (sourceFailed as { error: unknown }).error;
    if (reason !== null) return { ok: false, reason };
    if (code === UNFIT || NOT_STARTED.includes(code)) throw new Error(`${program.script} cannot run here (${code})`);
    // V8 aborts when its heap is full; nobody but the system's own keeper of memory kills it otherwise.
    if (killedBy === "SIGABRT" || killedBy === "SIGKILL" || code === 134)
      return { ok: false, reason: "too-much-memory" };
    return code === 0 ? { ok: true, answer: said() } : { ok: false, reason: "died" };
  } finally {
    clock.stop();
    clearInterval(memory);
    signal.removeEventListener("abort", onAbort);
  }
}

/** No core file with somebody's document in it; and an end even if this process dies and can end nothing any more. */
const SHELL = 'ulimit -c 0; ulimit -t "$1"; shift; exec "$@"';

function start(program: WorkerProgram, limits: WorkerLimits): ChildProcess {
  const words = [
    process.execPath,
    "--permission",
    ...program.readable.map((path) => `--allow-fs-read=${path}`),
    `--max-old-space-size=${limits.memoryMiB}`,
    "--disallow-code-generation-from-strings",
    "--no-addons",
    program.script,
  ];
  const processorSeconds = 4 * Math.ceil(limits.milliseconds / 1000); // threads that collect garbage count too
  const [file, ...args] =
    process.platform === "win32"
      ? words
      : ["/bin/sh", "-c", SHELL, "document-reader", String(processorSeconds), ...words];
  const child = spawn(file as string, args, {
    env: { NODE_ENV: "production" },
    stdio: ["pipe", "pipe", "ignore"],
    windowsHide: true,
  });
  if (program.background && child.pid !== undefined) {
    try {
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // It may be over already.
    }
  }
  return child;
}

/** Counts only while it is the worker's turn: a store that is slow to hand out the bytes is not the document's fault. */
async function feed(
  child: ChildProcess,
  header: string,
  bytes: AsyncIterable<Uint8Array>,
  clock: ReturnType<typeof stopwatch>,
): Promise<void> {
  const { stdin } = child;
  if (stdin === null) return;
  stdin.on("error", () => undefined); // It went away; how it ended tells the rest.
  const gone = new Promise<void>((resolve) => stdin.once("close", resolve));
  stdin.write(`${header}\n`);
  for await (const chunk of bytes) {
    if (stdin.destroyed) return;
    clock.start();
    if (!stdin.write(chunk)) await Promise.race([new Promise((resolve) => stdin.once("drain", resolve)), gone]);
    clock.stop();
  }
  clock.start();
  stdin.end();
}

/** Gathers what is said, up to a bound. */
function listen(child: ChildProcess, most: number, onTooMuch: () => void): () => string {
  const chunks: Buffer[] = [];
  let size = 0;
  child.stdout?.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= most) chunks.push(chunk);
    else onTooMuch();
  });
  return () => Buffer.concat(chunks).toString("utf8");
}

function stopwatch(milliseconds: number, onEnd: () => void): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const stop = () => clearTimeout(timer);
  return {
    start: () => {
      stop();
      timer = setTimeout(onEnd, milliseconds);
    },
    stop,
  };
}

/** V8's own limit knows nothing of buffers. Where the system does not tell, that limit is all there is. */
function watchMemory(child: ChildProcess, mebibytes: number, onTooMuch: () => void): NodeJS.Timeout {
  return setInterval(() => {
    if ((residentBytes(child.pid) ?? 0) > mebibytes * MEBIBYTE) onTooMuch();
  }, MEMORY_CHECK);
}

function residentBytes(pid: number | undefined): number | null {
  try {
    const kibibytes = /^VmRSS:\s*(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}
