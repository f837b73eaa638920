import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readlinkSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePort, type Instance, startInstance } from "#tests/support/instance.ts";

let folder: string;
let dataDir: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "convosphere-server-"));
  dataDir = join(folder, "data");
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts a server that is expected to refuse; all that it said, and its exit code. */
async function refuse(env: Record<string, string>, words: string[] = []): Promise<{ code: number; said: string }> {
  const { PATH, HOME } = process.env;
  const server = spawn(process.execPath, ["server.ts", ...words], {
    env: {
      PATH,
      HOME,
      NODE_ENV: "production",
      PORT: String(await freePort()),
      DATA_DIR: join(folder, "unused"),
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    said += text;
  });
  const [code] = (await once(server, "close")) as [number];
  return { code, said };
}

const postgresRuns = () =>
  readdirSync("/proc").some((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === join(dataDir, "postgres");
    } catch {
      return false;
    }
  });

async function until(condition: () => boolean): Promise<void> {
  for (const deadline = Date.now() + 20_000; !condition(); await wait(20)) {
    if (Date.now() > deadline) throw new Error("It did not come true in time.");
  }
}

/** A request whose body is still on its way: the server has begun it and cannot have answered. */
async function halfARequest(instance: Instance): Promise<{ socket: Socket; finish(): Promise<string> }> {
  const { port, host } = new URL(instance.url);
  const socket = connect(Number(port), "127.0.0.1");
  socket.on("error", () => {});
  const body = "[]";
  socket.write(
    `POST /api/csp-report HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/reports+json\r\nExpect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`,
  );
  await once(socket, "data"); // "Continue": the request has been taken in.
  return {
    socket,
    async finish() {
      socket.write(body);
      let answer = "";
      for await (const part of socket) answer += part;
      return answer;
    },
  };
}

describe("what a person can mend is said in one sentence, and nothing is started", () => {
  test("a port that is taken", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const { code, said } = await refuse({ PORT: String(port) });
    expect({ code, said }).toEqual({
      code: 1,
      said: `Port ${port} is taken. Stop the program that uses it, or choose another: PORT=${port + 1} npm start\n`,
    });
    other.close();
  });

  test.each([
    ["a port that is none", { PORT: "many" }, /PORT/],
    [
      "an address that is not this machine's",
      { HOST: "192.0.2.1" },
      /^HOST=192\.0\.2\.1 is no address of this machine/,
    ],
    ["a proxy that is no address", { TRUSTED_PROXIES: "10.0.0.0/8, proxy" }, /^TRUSTED_PROXIES: "proxy" is neither/],
    ["a database address of another kind", { DATABASE_URL: "mysql://x" }, /DATABASE_URL/],
    [
      "a public site without its secrets",
      { APP_URL: "https://chat.example.org" },
      /MASTER_KEYS is missing.*AUTH_SECRET is missing/s,
    ],
  ])("%s", async (_, env, sentence) => {
    const { code, said } = await refuse(env);
    expect(code).toBe(1);
    expect(said).toMatch(sentence);
    expect(said).not.toContain("    at ");
  });

  test("an option that does not exist", async () => {
    expect(await refuse({}, ["--everything"])).toMatchObject({
      code: 1,
      said: expect.stringMatching(/^Unknown option '--everything'/),
    });
  });
});

describe("stopping", () => {
  test("an answer under way is finished, then everything stops with exit code 0", async () => {
    const instance = await startInstance({ dataDir });
    const { finish } = await halfARequest(instance);
    const stopped = instance.stop();
    await until(() => instance.output().includes("Stopping"));
    const { port } = new URL(instance.url);
    await expect(fetch(`http://127.0.0.1:${port}/api/health`)).rejects.toThrow();
    const answer = await finish();
    expect(answer).toMatch(/^HTTP\/1\.1 20\d/);
    expect(answer.toLowerCase()).toContain("connection: close");
    expect(await stopped).toBe(0);
    expect(postgresRuns()).toBe(false);
  });

  test("a second Ctrl-C ends it at once, and the database still stops in order", async () => {
    const instance = await startInstance({ dataDir });
    const { socket } = await halfARequest(instance);
    process.kill(instance.pid, "SIGINT");
    process.kill(instance.pid, "SIGINT"); // The same Ctrl-C, handed on by npm.
    await until(() => instance.output().includes("Stopping"));
    await wait(600); // A person's second one comes later than that.
    process.kill(instance.pid, "SIGINT");
    await once(socket, "close");
    await until(() => !postgresRuns());
  });

  test("after kill -9 the next start is ready again", async () => {
    const first = await startInstance({ dataDir });
    await first.kill();
    const second = await startInstance({ dataDir });
    expect((await fetch(`${second.url}/api/health/ready`)).status).toBe(200);
    expect(await second.stop()).toBe(0);
  });

  test("a second server on the same folder is refused by its one sentence", async () => {
    const first = await startInstance({ dataDir });
    const { code, said } = await refuse({ DATA_DIR: dataDir });
    expect({ code, said }).toEqual({
      code: 1,
      said: `Another ConvoSphere is already running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.\n`,
    });
    expect((await fetch(`${first.url}/api/health`)).status).toBe(200);
    expect(await first.stop()).toBe(0);
  });
});
