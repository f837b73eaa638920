import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterAll, describe, expect, test } from "vitest";
import { runWorker, type WorkerLimits } from "./worker-process.ts";

const folder = mkdtempSync(join(tmpdir(), "workers-"));
afterAll(() => rmSync(folder, { recursive: true }));

let count = 0;
function script(code: string): string {
  const path = join(folder, `worker-${count++}.mjs`);
  writeFileSync(path, `import fs from "node:fs"; const input = () => fs.readFileSync(0);\n${code}`);
  return path;
}

async function* chunks(...texts: string[]) {
  for (const text of texts) yield Buffer.from(text);
}

const generous: WorkerLimits = { milliseconds: 20_000, memoryMiB: 256, answerBytes: 10_000 };
function run(
  code: string,
  limits: Partial<WorkerLimits> = {},
  bytes: AsyncIterable<Uint8Array> = chunks("x"),
  signal?: AbortSignal,
) {
  const program = { script: script(code), readable: [folder], background: false };
  return runWorker(program, "{}", bytes, { ...generous, ...limits }, signal ?? new AbortController().signal);
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !/^State:\s*Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
};

describe("a worker process", () => {
  test("gets the header, a line end and the bytes, and gives its answer", async () => {
    const big = "ä".repeat(2_000_000);
    const answer = await run("fs.writeSync(1, String(input().length))", {}, chunks("a", big, "b"));
    expect(answer).toEqual({ ok: true, answer: String(3 + 2 + 4_000_000) });
  });

  test("that is silent, fails, or is killed is a value", async () => {
    expect(await run("input()")).toEqual({ ok: true, answer: "" });
    expect(await run("throw new Error()")).toEqual({ ok: false, reason: "died" });
    expect(await run("process.exit(3)")).toEqual({ ok: false, reason: "died" });
    expect(await run("process.kill(process.pid, 'SIGSEGV')")).toEqual({ ok: false, reason: "died" });
  });

  test("that never ends, or never takes its bytes, is ended", async () => {
    expect(await run("input(); for (;;);", { milliseconds: 700 })).toEqual({ ok: false, reason: "too-slow" });
    const endless = (async function* () {
      for (;;) yield Buffer.alloc(1_000_000);
    })();
    expect(await run("setInterval(() => {}, 1000)", { milliseconds: 700 }, endless)).toEqual({
      ok: false,
      reason: "too-slow",
    });
  });

  test("is not too slow while the bytes are", async () => {
    const slow = (async function* () {
      for (let at = 0; at < 4; at++) {
        await wait(500);
        yield Buffer.from("x");
      }
    })();
    expect(await run("fs.writeSync(1, String(input().length))", { milliseconds: 1_500 }, slow)).toEqual({
      ok: true,
      answer: "7",
    });
  });

  test("that grows is ended, whether its heap grows or its buffers do", async () => {
    const heap = "input(); const all = []; for (;;) all.push(new Array(1000).fill(all.length));";
    const buffers = "input(); const all = []; for (;;) all.push(Buffer.alloc(10_000_000, 1));";
    expect(await run(heap, { memoryMiB: 150 })).toEqual({ ok: false, reason: "too-much-memory" });
    expect(await run(buffers, { memoryMiB: 150 })).toEqual({ ok: false, reason: "too-much-memory" });
  });

  test("that floods is ended at the bound, and not before", async () => {
    const say = (bytes: number) =>
      `input(); for (let left = ${bytes}; left > 0; ) left -= fs.writeSync(1, "x".repeat(Math.min(left, 1000)));`;
    expect(await run(say(10_000))).toEqual({ ok: true, answer: "x".repeat(10_000) });
    expect(await run(say(10_001))).toEqual({ ok: false, reason: "said-too-much" });
    expect(await run("for (;;) fs.writeSync(1, 'x'.repeat(10000));")).toEqual({ ok: false, reason: "said-too-much" });
    const errors =
      "input(); for (let at = 0; at < 1000; at++) fs.writeSync(2, 'x'.repeat(10000)); fs.writeSync(1, 'ok')";
    expect(await run(errors)).toEqual({ ok: true, answer: "ok" });
  });

  test("reads nothing but what it may, writes nowhere, starts nothing and knows no secrets", async () => {
    const secret = join(tmpdir(), `secret-${process.pid}`);
    writeFileSync(secret, "secret");
    const tries = `
      const ends = [];
      for (const attempt of [
        () => fs.readFileSync(${JSON.stringify(secret)}),
        () => fs.readFileSync("/etc/hostname"),
        () => fs.writeFileSync(${JSON.stringify(join(folder, "written"))}, "x"),
        () => process.getBuiltinModule("child_process").execSync("true"),
        () => new (process.getBuiltinModule("worker_threads").Worker)("1", { eval: true }),
      ]) try { attempt(); ends.push("did"); } catch (error) { ends.push(error.code); }
      try { eval("1"); ends.push("did"); } catch (error) { ends.push(error.name); }
      fs.writeSync(1, JSON.stringify({ ends, environment: Object.keys(process.env).filter((name) => name !== "PWD") }));`;
    process.env.A_SECRET_OF_THE_SERVER = "x";
    const answer = await run(tries);
    delete process.env.A_SECRET_OF_THE_SERVER;
    rmSync(secret);
    expect(answer.ok && JSON.parse(answer.answer)).toEqual({
      ends: [...Array(5).fill("ERR_ACCESS_DENIED"), "EvalError"],
      environment: ["NODE_ENV"],
    });
    expect(existsSync(join(folder, "written"))).toBe(false);
  });

  test("that cannot run here at all is nobody's document's fault, and thrown", async () => {
    await expect(run("process.exit(70)")).rejects.toThrow("cannot run here");
    const reader = join(import.meta.dirname, "reader.ts");
    const program = { script: reader, readable: [import.meta.dirname], background: false };
    const task = JSON.stringify({ task: "extract", kind: "docx" });
    const signal = new AbortController().signal;
    await expect(runWorker(program, task, chunks("x"), generous, signal)).rejects.toThrow("cannot run here");
  });

  test("ends when it is no longer wanted, and the caller learns why", async () => {
    const controller = new AbortController();
    const reason = new Error("the person left");
    setTimeout(() => controller.abort(reason), 300);
    await expect(run("setInterval(() => {}, 1000)", {}, chunks("x"), controller.signal)).rejects.toBe(reason);
    await expect(run("", {}, chunks("x"), AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  test("what goes wrong with the bytes is thrown, and ends it", async () => {
    const damaged = new Error("damaged");
    const broken = (async function* () {
      yield Buffer.from("x");
      throw damaged;
    })();
    await expect(run("setInterval(() => {}, 1000)", {}, broken)).rejects.toBe(damaged);
  });

  test("that is over does not wait for bytes that never come", async () => {
    let open = () => {};
    const stuck = (async function* () {
      yield Buffer.from("x");
      await new Promise<void>((resolve) => {
        open = resolve;
      });
    })();
    expect(await run("process.exit(1)", {}, stuck)).toEqual({ ok: false, reason: "died" });
    open();
  });

  test.skipIf(process.platform === "win32")(
    "that loops ends by itself when the server is killed",
    async () => {
      const loop = script("for (;;);");
      const starter = join(folder, "starter.ts");
      writeFileSync(
        starter,
        `import { runWorker } from ${JSON.stringify(join(import.meta.dirname, "worker-process.ts"))};
       import { readdirSync, readFileSync } from "node:fs";
       runWorker({ script: ${JSON.stringify(loop)}, readable: [${JSON.stringify(folder)}], background: false }, "{}",
         (async function* () {})(), { milliseconds: 500, memoryMiB: 256, answerBytes: 10 }, new AbortController().signal);
       const find = () => readdirSync("/proc").find((pid) => {
         try { return readFileSync(\`/proc/\${pid}/stat\`, "utf8").split(") ")[1].split(" ")[1] === String(process.pid); } catch { return false; }
       });
       const pid = find();
       process.stdout.write(String(pid) + "\\n");
       while (true) {}`,
      );
      const server = spawn(process.execPath, [starter], { stdio: ["ignore", "pipe", "inherit"] });
      const pid = Number(await new Promise((resolve) => server.stdout.once("data", resolve)));
      server.kill("SIGKILL");
      expect(isAlive(pid)).toBe(true);
      for (let tries = 0; tries < 300 && isAlive(pid); tries++) await wait(100);
      expect(isAlive(pid)).toBe(false);
    },
    60_000,
  );
}, 60_000);
