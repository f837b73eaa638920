import { type ChildProcess, spawn } from "node:child_process";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type Instance = {
  url: string;
  dataDir: string;
  /** Of the server itself. */
  pid: number;
  /** The link for the first administrator, when the instance was empty. */
  setupLink: string | null;
  /** Everything it has printed: progress and log. */
  output(): string;
  /** Asks it to stop, and waits; the exit code. */
  stop(): Promise<number | null>;
  /** Ends it without a warning (SIGKILL); its data stays. */
  kill(): Promise<void>;
};

const READY = /ConvoSphere is ready: (\S+)/;
const SETUP = /works once: (\S+)/;
const PATIENCE = 60_000;

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** Starts the production server on the existing build, in a folder of its own unless one is given; `root` is another build. */
export async function startInstance(
  of: { env?: Record<string, string>; args?: string[]; dataDir?: string; logFile?: string; root?: string } = {},
): Promise<Instance> {
  const port = await freePort();
  const dataDir = of.dataDir ?? mkdtempSync(join(tmpdir(), "convosphere-instance-"));
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, ["server.ts", ...(of.args ?? [])], {
    env: { PATH, HOME, NODE_ENV: "production", PORT: String(port), DATA_DIR: dataDir, ...of.env },
    stdio: ["ignore", "pipe", "pipe"],
    ...(of.root === undefined ? {} : { cwd: of.root }),
  });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString("utf8");
    if (of.logFile !== undefined) appendFileSync(of.logFile, chunk);
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  await untilReady(child, exited, () => output);
  return {
    url: `http://localhost:${port}`,
    dataDir,
    pid: child.pid as number,
    setupLink: SETUP.exec(output)?.[1] ?? null,
    output: () => output,
    async stop() {
      child.kill("SIGTERM");
      const code = await exited;
      if (of.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
      return code;
    },
    async kill() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

async function untilReady(child: ChildProcess, exited: Promise<number | null>, output: () => string): Promise<void> {
  const deadline = Date.now() + PATIENCE;
  let code: number | null | undefined;
  void exited.then((value) => {
    code = value;
  });
  while (!READY.test(output())) {
    if (code !== undefined) throw new Error(`The server ended with ${code}:\n${output()}`);
    if (Date.now() > deadline) {
      child.kill("SIGKILL");
      throw new Error(`The server did not become ready:\n${output()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
