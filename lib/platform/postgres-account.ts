import { execFile } from "node:child_process";
import { chmodSync, chownSync, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { StartupError } from "./startup-error.ts";

/** The system account Postgres runs under; `null` when it runs under the server's own. Postgres refuses to run as root. */
export type Account = { uid: number; gid: number } | null;

const NAME = "postgres";
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** What children of the server need to know. Not the server's own environment: it may hold secrets. */
export const bareEnvironment = { PATH, LC_ALL: "C", TZ: "UTC" } as unknown as NodeJS.ProcessEnv;

const run = (command: string, ...words: string[]) =>
  promisify(execFile)(command, words, { env: bareEnvironment }).then(({ stdout }) => stdout.trim());

/** As root: the account `postgres`, made when it is missing. Throws {@link StartupError}. */
export async function postgresAccount(onProgress: (line: string) => void): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  const existing = await lookUp();
  if (existing !== null) return existing;
  onProgress(`Creating the system account "${NAME}", because a database must not run as root`);
  try {
    await run("groupadd", "--system", NAME).catch(() => undefined); // The group alone may exist.
    await run("useradd", "--system", "--gid", NAME, "--no-create-home", "--shell", "/usr/sbin/nologin", NAME);
  } catch (cause) {
    throw new StartupError(
      `A database must not run as root, and the account "${NAME}" for it could not be created. Start as an ordinary user, or set DATABASE_URL.`,
      { cause },
    );
  }
  const made = await lookUp();
  if (made === null)
    throw new StartupError(`The account "${NAME}" cannot be found. Start as an ordinary user, or set DATABASE_URL.`);
  return made;
}

async function lookUp(): Promise<Account> {
  const ids = await Promise.all([run("id", "-u", NAME), run("id", "-g", NAME)]).catch(() => null);
  return ids === null ? null : { uid: Number(ids[0]), gid: Number(ids[1]) };
}

/** Search permission by the mode bits. The account has no supplementary groups: Node drops them with the user id. */
function mayEnter(folder: Stats, account: { uid: number; gid: number }): boolean {
  const shift = folder.uid === account.uid ? 6 : folder.gid === account.gid ? 3 : 0;
  return ((folder.mode >> shift) & 1) === 1;
}

/**
 * Lets the account pass through every folder above `target`, opening root's own where it must: a folder without group
 * permissions is given to the account's group for passing only (nobody else gains anything), others get `o+x`, which
 * shows no names. Folders of other people are never touched. Throws {@link StartupError}.
 */
export function openWay(target: string, account: Account, onOpened: (folder: string) => void): void {
  if (account === null) return;
  for (let folder = dirname(realpathSync(target)); ; folder = dirname(folder)) {
    const stats = statSync(folder);
    if (!mayEnter(stats, account)) {
      if (stats.uid !== 0) {
        throw new StartupError(
          `The folder ${folder} belongs to another user and is closed to the database. Start as that user instead of root, or set DATABASE_URL.`,
        );
      }
      const closedToGroup = (stats.mode & 0o070) === 0;
      if (closedToGroup) chownSync(folder, 0, account.gid);
      chmodSync(folder, (stats.mode & 0o7777) | (closedToGroup ? 0o010 : 0o001));
      onOpened(folder);
    }
    if (folder === dirname(folder)) return;
  }
}

/** Makes a tree of public program files readable, where a strict umask closed it while the packages were installed. */
export function openTree(folder: string, account: Account): void {
  if (account === null || (statSync(join(folder, "share")).mode & 0o005) === 0o005) return;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) openOne(join(entry.parentPath, entry.name));
  }
  openOne(folder);
}

function openOne(path: string): void {
  const { mode } = statSync(path);
  chmodSync(path, (mode & 0o7777) | 0o004 | (mode & 0o100 ? 0o001 : 0));
}
