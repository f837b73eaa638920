// Does what a newcomer does: clones, runs `npm start`, waits, opens the site, presses Ctrl-C. Part of .ci/run.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { runMain, Stop, say } from "./lib/progress.mjs";
import { pathWithoutOurs, root } from "./lib/run.mjs";

const FIRST_START = 10 * 60_000; // Downloads included.
const SECOND_START = 2_000; // On an existing build: npm's own time apart, see below.
const NPM_ITSELF = 1_500;
const STOP = 15_000;

await runMain(async () => {
  const folder = mkdtempSync(join(tmpdir(), "convosphere-fresh-"));
  try {
    execFileSync("git", ["clone", "--quiet", root, join(folder, "clone")], { stdio: "inherit" });
    const first = await startAndStop(folder, FIRST_START);
    expect(/\/setup#\S{20,}/.test(first.output), "The first start printed no link for the first administrator.");
    say(`First start: ready after ${first.readyAfter} ms`);
    const second = await startAndStop(folder, FIRST_START);
    say(`Second start: ready after ${second.readyAfter} ms`);
    expect(second.readyAfter < SECOND_START + NPM_ITSELF, `The second start took ${second.readyAfter} ms.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function expect(condition, sentence) {
  if (!condition) throw new Stop(sentence);
}

async function startAndStop(folder, limit) {
  const port = await freePort();
  const dataDir = join(folder, "data");
  const { NODE_ENV: _, ...inherited } = process.env;
  const env = { ...inherited, PATH: pathWithoutOurs(), PORT: String(port), DATA_DIR: dataDir };
  const from = Date.now();
  // A group of its own, like a terminal's foreground group, so that the interrupt below reaches all of it and nobody else.
  const npm = spawn("npm", ["start"], {
    cwd: join(folder, "clone"),
    env,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [npm.stdout, npm.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
      process.stdout.write(text.replace(/(\/setup#)\S+/, "$1…"));
    });
  }
  const exit = once(npm, "exit");
  try {
    for (;;) {
      expect(npm.exitCode === null, `npm start ended by itself with code ${npm.exitCode}.`);
      expect(Date.now() - from < limit, "The server was not ready in time.");
      if (await isReady(port)) break;
      await wait(50);
    }
    const readyAfter = Date.now() - from;
    process.kill(-npm.pid, "SIGINT");
    const ended = await Promise.race([exit, wait(STOP, null)]);
    expect(ended !== null, "Ctrl-C did not stop the server in time.");
    expect(ended[0] === 0, `After Ctrl-C the exit code was ${ended[0] ?? ended[1]}.`);
    expect(!(await isReady(port)), "After Ctrl-C something still answers.");
    expect(postgresesIn(dataDir) === 0, "After Ctrl-C the database still runs.");
    return { output, readyAfter };
  } finally {
    try {
      process.kill(-npm.pid, "SIGKILL");
    } catch {
      // All of it is gone, as it should be.
    }
  }
}

async function isReady(port) {
  try {
    return (await fetch(`http://127.0.0.1:${port}/api/health/ready`)).status === 200;
  } catch {
    return false;
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function postgresesIn(dataDir) {
  if (process.platform !== "linux") return 0;
  return readdirSync("/proc").filter((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`).startsWith(dataDir);
    } catch {
      return false;
    }
  }).length;
}
