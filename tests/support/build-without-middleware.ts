import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const projectRoot = new URL("../../", import.meta.url).pathname;

/** Where Next notes that there is a middleware: one of them on the Node runtime, the other on the edge. */
const MANIFESTS = ["functions-config-manifest.json", "middleware-manifest.json"];

/**
 * A folder that is the project and its build in every file, by links, except that the build's manifests name no
 * middleware. For measuring what it costs, and for showing that nothing rests on it alone; `remove` takes it away.
 */
export function buildWithoutMiddleware(): { root: string; remove(): void } {
  const root = `${mkdtempSync(join(tmpdir(), "no-middleware-"))}/`;
  // Node takes a linked file for the one it links to, and server.ts looks for the build beside itself.
  const copied = ["server.ts", "package.json", "next.config.ts"];
  link(projectRoot, root, [".next", ...copied]);
  for (const name of copied) copyFileSync(join(projectRoot, name), join(root, name));
  mkdirSync(join(root, ".next", "server"), { recursive: true });
  link(join(projectRoot, ".next"), join(root, ".next"), ["server", "cache"]);
  link(join(projectRoot, ".next", "server"), join(root, ".next", "server"), MANIFESTS);
  for (const name of MANIFESTS) {
    const manifest = JSON.parse(readFileSync(join(projectRoot, ".next", "server", name), "utf8"));
    if (manifest.middleware !== undefined) manifest.middleware = {};
    delete manifest.functions?.["/_middleware"];
    writeFileSync(join(root, ".next", "server", name), JSON.stringify(manifest));
  }
  return { root, remove: () => rmSync(root, { recursive: true }) };
}

function link(from: string, to: string, except: readonly string[]): void {
  for (const name of readdirSync(from)) {
    if (!except.includes(name) && !name.startsWith(".git")) symlinkSync(join(from, name), join(to, name));
  }
}
