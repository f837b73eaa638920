import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { during, Stop } from "./progress.mjs";
import { root, runQuietly } from "./run.mjs";

/** What goes into the build. Tests and migrations do not. */
const SOURCES = [
  "app",
  "components",
  "db",
  "lib",
  "public",
  "middleware.ts",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "package.json",
  "package-lock.json",
];
const LEFT_OUT = /\.test\.tsx?$|^db\/migrations\//;

const stamp = join(root, ".next", "convosphere-sources");

/** Name, size and time of every source: tells a change within milliseconds, without reading a file. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    if (!existsSync(join(root, source))) continue;
    for (const file of filesUnder(source)
      .filter((name) => !LEFT_OUT.test(name))
      .sort()) {
      const { size, mtimeMs } = statSync(join(root, file));
      hash.update(`${file} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}

function filesUnder(source) {
  if (statSync(join(root, source)).isFile()) return [source];
  return readdirSync(join(root, source), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesUnder(`${source}/${entry.name}`) : [`${source}/${entry.name}`],
  );
}

/** Next rewrites this file while it builds, so its content counts, as the build left it. */
const typescriptSettings = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "tsconfig.json")))
    .digest("hex");

const BUSY = "Another next build process is already running";

/** Builds the pages for production when a source changed since the last complete build. */
export async function ensureBuilt(node) {
  const current = fingerprint();
  const isFresh = () => existsSync(stamp) && readFileSync(stamp, "utf8") === `${current} ${typescriptSettings()}`;
  if (isFresh()) return;
  const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const words = [join("node_modules", "next", "dist", "bin", "next"), "build"];
  const result = await during("Building the pages", async () => {
    for (;;) {
      rmSync(stamp, { force: true });
      const attempt = await runQuietly(node, words, { env });
      if (attempt.code === 0 || !attempt.output.includes(BUSY)) return attempt;
      await wait(2_000); // Somebody else builds here, perhaps the same.
      if (isFresh()) return { code: 0 };
    }
  });
  if (result.code !== 0) throw new Stop(`${result.output.trim()}\nThe build failed; the reason is above.`);
  writeFileSync(stamp, `${current} ${typescriptSettings()}`);
}
