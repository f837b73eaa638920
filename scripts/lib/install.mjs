import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { during, Stop } from "./progress.mjs";
import { pathWithoutOurs, root, runQuietly } from "./run.mjs";

const OLDEST_NODE = 20;
const NEEDED_NODE = 24;

/** Refuses a Node on which not even this script's own means exist. */
export function expectNode() {
  if (Number(process.versions.node.split(".")[0]) >= OLDEST_NODE) return;
  throw new Stop(`ConvoSphere needs Node ${OLDEST_NODE} or newer; this is ${process.version}. See https://nodejs.org/`);
}

const stamp = join(root, "node_modules", ".convosphere-lock");
const lockHash = () =>
  createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
const read = (file) => (existsSync(file) ? readFileSync(file, "utf8") : null);

/** Whether npm's own record of what it installed agrees with the lock file: somebody ran `npm ci` by hand. */
function isInstalledByHand() {
  const installed = read(join(root, "node_modules", ".package-lock.json"));
  if (installed === null) return false;
  const there = JSON.parse(installed).packages;
  return Object.entries(JSON.parse(read(join(root, "package-lock.json"))).packages).every(
    ([path, wanted]) =>
      path === "" || (there[path] === undefined ? wanted.optional : there[path].version === wanted.version),
  );
}

/** Installs exactly what package-lock.json says, when that is not what is there. */
export async function ensureInstalled() {
  const hash = lockHash();
  if (read(stamp) === hash) return;
  if (isInstalledByHand()) return writeFileSync(stamp, hash);
  // Development packages too, whatever NODE_ENV says: the pinned Node is one of them.
  const words = [
    "ci",
    "--include=dev",
    "--include=optional",
    "--loglevel=error",
    "--no-progress",
    "--no-fund",
    "--no-audit",
    "--prefer-offline",
  ];
  const env = { ...process.env, PATH: pathWithoutOurs() };
  const result = await during("Installing packages", () =>
    runQuietly(process.platform === "win32" ? "npm.cmd" : "npm", words, { env, shell: process.platform === "win32" }),
  );
  if (result.code !== 0) {
    throw new Stop(
      `${result.output.trim()}\nThe packages could not be installed. Check the network and the message above, then try again.`,
    );
  }
  writeFileSync(stamp, hash);
}

/** The Node that runs the product: the pinned one; else this one when it is new enough. */
export async function pinnedNode() {
  const pinned = join(root, "node_modules", ".bin", "node");
  if (existsSync(pinned)) return pinned;
  if (Number(process.versions.node.split(".")[0]) >= NEEDED_NODE) return process.execPath;
  throw new Stop(
    `Node ${NEEDED_NODE} should be in node_modules, but npm did not run its install script. Run: npm rebuild node --ignore-scripts=false --foreground-scripts`,
  );
}
