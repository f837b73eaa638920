import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Account, bareEnvironment } from "./postgres-account.ts";
import { StartupError } from "./startup-error.ts";

export type Cluster = {
  /** The `postgres` program. */
  program: string;
  /** The data folder. */
  folder: string;
  port: number;
  settings: Readonly<Record<string, string | number>>;
  account: Account;
};

export type Keeper = { stop(): Promise<void> };

const POLL = 20;
const START_LIMIT = 10 * 60_000; // Replaying the log after a crash may take minutes.
const STOP_LIMIT = 30_000;
const RESTARTS_PER_TEN_MINUTES = 3;

/**
 * Starts Postgres and resolves when it accepts connections. It runs in a session of its own, so that Ctrl-C, which signals
 * the whole foreground group, does not shoot it while the server drains. Should its postmaster die it is started again on
 * the same port; `onLost` is called when that does not help. Throws {@link StartupError} with what Postgres said.
 */
export async function keepPostgres(cluster: Cluster, onLost: (error: Error) => void): Promise<Keeper> {
  const deaths: number[] = [];
  let stopping = false;
  let current = await start(cluster);

  const watch = (started: Running) => {
    started.gone.then(async () => {
      started.guard.kill("SIGKILL");
      if (stopping) return;
      deaths.push(Date.now());
      try {
        if (deaths.filter((at) => at > Date.now() - 600_000).length > RESTARTS_PER_TEN_MINUTES)
          throw new StartupError("The database keeps ending.");
        const next = await start(cluster);
        current = next;
        if (stopping) return void (await end(next));
        watch(next);
      } catch (error) {
        onLost(error as Error);
      }
    });
  };
  watch(current);

  return {
    stop: async () => {
      stopping = true;
      await end(current);
    },
  };
}

type Running = { process: ChildProcess; guard: ChildProcess; gone: Promise<void> };

async function start(cluster: Cluster): Promise<Running> {
  for (const deadline = Date.now() + STOP_LIMIT; ; await wait(250)) {
    const outcome = await attempt(cluster);
    if (typeof outcome !== "string") return outcome;
    // After the postmaster alone was killed its children need a moment to notice; until then Postgres rightly refuses.
    if (!/shared memory block .* still in use/.test(outcome) || Date.now() > deadline) {
      throw new StartupError(`The embedded database did not start: ${outcome}`);
    }
  }
}

/** What Postgres said, when it ended instead of becoming ready. */
async function attempt(cluster: Cluster): Promise<Running | string> {
  const words = ["-D", cluster.folder, "-p", String(cluster.port)];
  for (const [name, value] of Object.entries(cluster.settings)) words.push("-c", `${name}=${value}`);
  const child = spawn(cluster.program, words, {
    ...cluster.account,
    cwd: cluster.folder,
    detached: true,
    env: bareEnvironment,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4096);
  });
  let ended = false;
  const gone = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      said += error.message;
      ended = true;
      resolve();
    });
    child.once("exit", () => {
      ended = true;
      resolve();
    });
  });
  if (child.pid === undefined) {
    await gone;
    return lastWords(said);
  }
  const running = { process: child, guard: guard(child.pid, cluster.folder), gone };
  for (const deadline = Date.now() + START_LIMIT; !ended; await wait(POLL)) {
    if (isReady(cluster.folder, child.pid)) return running;
    if (Date.now() > deadline) await end(running);
  }
  running.guard.kill("SIGKILL");
  await wait(POLL); // The pipe may hold a last line.
  return lastWords(said);
}

/** The line that names the reason, without Postgres's time stamps. */
function lastWords(said: string): string {
  const lines = said.trim().split("\n");
  const reason = lines.findLast((line) => /FATAL|PANIC|error while loading/.test(line)) ?? lines.at(-1) ?? "";
  return reason.replace(/^.*?(FATAL|PANIC):\s*/, "") || "it ended without a word";
}

/**
 * A shell that waits until the server is gone, in whatever way (its end of the pipe closes), and then stops Postgres.
 * One megabyte, and nothing that an interrupt in the terminal reaches.
 */
function guard(pid: number, folder: string): ChildProcess {
  const script = 'read -r _; read -r pid < "$2/postmaster.pid" && [ "$pid" = "$1" ] && kill -INT "$1"';
  const child = spawn("/bin/sh", ["-c", script, "postgres-guard", String(pid), folder], {
    detached: true,
    env: bareEnvironment,
    stdio: ["pipe", "ignore", "ignore"],
  });
  child.on("error", () => undefined);
  child.stdin?.on("error", () => undefined);
  child.unref();
  return child;
}

/** Fast shutdown: open transactions are rolled back, everything is written. */
async function end(running: Running): Promise<void> {
  const over = running.gone.then(() => true);
  running.process.kill("SIGINT");
  if (!(await Promise.race([over, wait(STOP_LIMIT, false, { ref: false })]))) {
    running.process.kill("SIGQUIT"); // At once; the next start replays the log.
    await Promise.race([over, wait(5_000, false, { ref: false })]);
  }
  running.guard.kill("SIGKILL");
}

/** The lines of postmaster.pid: process id, data folder, start time, port, socket folder, address, memory key, status. */
function pidFile(folder: string): string[] {
  try {
    return readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  } catch {
    return [];
  }
}

function isReady(folder: string, pid: number): boolean {
  const lines = pidFile(folder);
  return Number(lines[0]) === pid && lines[7]?.trim() === "ready";
}

/**
 * Stops a Postgres that a killed server left running on this folder, and removes the lock file of one that is gone: its
 * process id may be a stranger's by now, or an ended process that nobody collects, and Postgres would believe it lives.
 * Call it only while holding the folder's lock.
 */
export async function stopLeftover(folder: string, onProgress: (line: string) => void): Promise<void> {
  let asked: NodeJS.Signals | null = null;
  for (const started = Date.now(); ; await wait(POLL)) {
    const pid = Number(pidFile(folder)[0]);
    if (!Number.isInteger(pid) || pid <= 1) return;
    if (Date.now() - started > STOP_LIMIT + 5_000) {
      throw new StartupError(`A database of an earlier run (process ${pid}) still uses ${folder} and does not stop.`);
    }
    if (!isPostgresOn(pid, folder)) {
      if (process.platform !== "linux") return; // Who else works in the folder cannot be seen there; Postgres will judge.
      if (isInUse(folder)) continue; // The children of a killed postmaster need a moment to notice.
      rmSync(join(folder, "postmaster.pid"), { force: true });
      return;
    }
    const next = Date.now() - started > STOP_LIMIT ? "SIGQUIT" : "SIGINT";
    if (asked === next) continue;
    if (asked === null) onProgress("Waiting for the database of the last run to finish");
    asked = next;
    signal(pid, next);
  }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended in between.
  }
}

/** Whether a process is a Postgres that works in this folder. A process id alone says nothing: ids are used again. */
function isPostgresOn(pid: number, folder: string): boolean {
  try {
    if (process.platform !== "linux") {
      const command = execFileSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], {
        encoding: "utf8",
        env: bareEnvironment,
      });
      return command.includes("postgres") && command.includes(folder);
    }
    const program = basename(readlinkSync(`/proc/${pid}/exe`)).replace(/ \(deleted\)$/, "");
    return program === "postgres" && readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    return false;
  }
}

/** Any process of the cluster, a forgotten child of a killed postmaster included. */
function isInUse(folder: string): boolean {
  return readdirSync("/proc").some((name) => /^\d+$/.test(name) && isPostgresOn(Number(name), folder));
}
