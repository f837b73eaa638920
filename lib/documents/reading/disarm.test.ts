import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";

/** What each line of a program ends in, when it runs disarmed and with the permissions of a reader: a value, or an error. */
function disarmed(attempts: Record<string, string>): Record<string, string> {
  const folder = import.meta.dirname;
  const program = `
    import ${JSON.stringify(join(folder, "disarm.ts"))};
    import { writeSync } from "node:fs";
    import module, { createRequire } from "node:module";
    const require = createRequire(${JSON.stringify(join(folder, "reader.ts"))});
    const ends = {};
    for (const [name, attempt] of Object.entries({ ${Object.entries(attempts)
      .map(([name, code]) => `${JSON.stringify(name)}: async () => (${code})`)
      .join(",\n")} })) {
      try { ends[name] = "did: " + typeof (await attempt()); } catch (error) { ends[name] = error.code ?? error.name; }
    }
    writeSync(1, JSON.stringify(ends));`;
  const flags = ["--permission", `--allow-fs-read=${folder}`, "--input-type=module", "--eval", program];
  const { stdout, stderr } = spawnSync(process.execPath, flags, {
    env: { NODE_ENV: "test" },
    encoding: "utf8",
    cwd: folder,
  });
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

test("nothing that could connect can be had, whatever way it is asked for", () => {
  const builtins =
    "net tls dgram dns dns/promises http https http2 inspector child_process cluster worker_threads repl test";
  const attempts = Object.fromEntries([
    ...builtins.split(" ").flatMap((name) => [
      [`import ${name}`, `import("node:${name}")`],
      [`require ${name}`, `require("${name === "test" ? "node:test" : name}")`],
      [`get ${name}`, `process.getBuiltinModule("node:${name}")`],
    ]),
    ["load", `module._load("net")`],
    [
      "compile",
      `(() => { const m = new module("/x.js"); m._compile("module.exports = require('net')", "/x.js"); return m.exports; })()`,
    ],
    ["data", `import("data:text/javascript,import net from 'node:net'; export default net")`],
    ["hook", `module.registerHooks({ resolve: () => ({ url: "node:net", shortCircuit: true }) })`],
    ["fetch", `fetch("http://127.0.0.1:9")`],
    ["websocket", `new WebSocket("ws://127.0.0.1:9")`],
    ["binding", `process.binding("tcp_wrap")`],
    ["stdout", `new process.stdout.constructor()`],
    ["stdin", `process.openStdin()`],
    ["kill", `process.kill(process.ppid, 0)`],
  ]);
  const ends = disarmed(attempts);
  expect(Object.entries(ends).filter(([, end]) => end !== "Disarmed")).toEqual([]);
  expect(Object.keys(ends)).toHaveLength(Object.keys(attempts).length);
});

test("nobody is called, although somebody listens", async () => {
  let calls = 0;
  const server = createServer((socket) => {
    calls++;
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  disarmed({
    fetch: `globalThis.fetch("http://127.0.0.1:${port}")`,
    socket: `new (require("net").Socket)().connect(${port}, "127.0.0.1")`,
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  server.close();
  expect(calls).toBe(0);
});

test("what libraries that read documents are built on is still there", () => {
  expect(
    disarmed({
      zlib: `import("node:zlib").then((m) => m.inflateSync)`,
      require: `require("stream")`,
      log: `console.log(1)`,
    }),
  ).toEqual({
    zlib: "did: function",
    require: "did: function",
    log: "did: undefined",
  });
});
