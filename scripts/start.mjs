// `npm start`: installs what is missing, builds what is stale, then runs the server. Works with any Node from 20 on.
// What follows `npm start --` goes to server.ts; `--dev` runs it without a build.
import { join } from "node:path";
import { ensureBuilt } from "./lib/build.mjs";
import { ensureInstalled, expectNode, pinnedNode } from "./lib/install.mjs";
import { runMain } from "./lib/progress.mjs";
import { root, runInForeground } from "./lib/run.mjs";

// Young objects get 16 MiB instead of 32: measured with 100 streams, 85 MiB less at the peak for the same processor time.
const FLAGS = ["--max-semi-space-size=16"];

await runMain(async () => {
  const words = process.argv.slice(2);
  const dev = words.includes("--dev");
  expectNode();
  await ensureInstalled();
  const node = await pinnedNode();
  if (!dev) await ensureBuilt(node);
  // Compiled code from the last start: the server is ready in two thirds of the time.
  const cache = join(root, "node_modules", ".cache", "node");
  const env = {
    NODE_COMPILE_CACHE: cache,
    ...process.env,
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
  };
  process.exitCode = await runInForeground(node, [...FLAGS, "server.ts", ...words], { env });
});
