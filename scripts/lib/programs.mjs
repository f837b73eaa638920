import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { during, Stop } from "./progress.mjs";
import { runQuietly } from "./run.mjs";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const BROWSER_PLACES = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** Where daemons lie, which is not on everybody's path. */
const SYSTEM_PLACES = ["/usr/sbin", "/usr/local/sbin", "/opt/homebrew/sbin"];

/** A browser of the machine; Debian's package when there is none and this is root. */
export async function findBrowser() {
  const given = process.env.CHROMIUM_PATH;
  if (given !== undefined && given !== "") {
    if (!isProgram(given)) throw new Stop("CHROMIUM_PATH names no program.");
    return given;
  }
  return (
    onPath(BROWSERS) ??
    BROWSER_PLACES.find(isProgram) ??
    (await installed(
      "chromium",
      BROWSERS,
      "The end-to-end tests need Chromium or Chrome: install one, or set CHROMIUM_PATH.",
    ))
  );
}

/** A Redis server for the tests of the limits; Debian's package when there is none and this is root. */
export async function findRedis() {
  return (
    onPath(["redis-server"]) ??
    (await installed(
      "redis-server",
      ["redis-server"],
      "The tests of the limits need the program redis-server: install Redis.",
    ))
  );
}

/** ClamAV's daemon for the tests of the scanner; Debian's package when there is none and this is root. */
export async function findClamd() {
  return (
    onPath(["clamd"]) ??
    SYSTEM_PLACES.map((folder) => join(folder, "clamd")).find(isProgram) ??
    (await installed("clamav-daemon", ["clamd"], "The tests of the virus scanner need clamd: install ClamAV."))
  );
}

function isProgram(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function onPath(names) {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

async function installed(debianPackage, names, otherwise) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) throw new Stop(otherwise);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  await during(`Installing ${debianPackage}`, async () => {
    await runQuietly("apt-get", ["update", "-qq"], { env });
    const result = await runQuietly("apt-get", ["install", "-y", "-qq", "--no-install-recommends", debianPackage], {
      env,
    });
    if (result.code !== 0) throw new Stop(`${result.output.trim().split("\n").slice(-5).join("\n")}\n${otherwise}`);
  });
  const found = onPath(names);
  if (found === undefined) throw new Stop(otherwise);
  return found;
}
