import { type ChildProcess, execFileSync, fork, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

type Told = { line?: string; url?: string; refusal?: string; lost?: boolean };

let dataDir: string;
let servers: ChildProcess[] = [];
let created: string;

// Creating a database takes seconds, copying one does not.
beforeAll(async () => {
  dataDir = created = join(mkdtempSync(join(tmpdir(), "embedded-")), "data");
  await stop((await serve()).server);
});

afterAll(() => rmSync(dirname(created), { recursive: true, force: true }));

/** A folder in which a database was made before. */
const withDatabase = () => execFileSync("cp", ["-a", created, dataDir]);

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), "embedded-")), "data");
  servers = [];
});

afterEach(async () => {
  for (const server of servers) server.kill("SIGKILL");
  await until(() => postgresProcesses().length === 0);
  rmSync(dirname(dataDir), { recursive: true, force: true });
});

/** A process of its own that plays the server; `told` is what it said until it was up or refused. */
async function serve(folder = dataDir): Promise<{ server: ChildProcess; told: Told; progress: string[] }> {
  const server = fork(join(import.meta.dirname, "embedded-postgres.server.ts"), [folder], { stdio: "inherit" });
  servers.push(server);
  const progress: string[] = [];
  for (;;) {
    const [told] = (await once(server, "message")) as [Told];
    if (told.line === undefined) return { server, told, progress };
    progress.push(told.line);
  }
}

async function stop(server: ChildProcess): Promise<void> {
  server.send("stop");
  await once(server, "exit");
}

async function query<T>(url: string | undefined, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url as string, { max: 1, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function until(condition: () => boolean, limit = 20_000): Promise<void> {
  for (const deadline = Date.now() + limit; !condition(); await wait(20)) {
    if (Date.now() > deadline) throw new Error("It did not come true in time.");
  }
}

/** Ids of the Postgres processes that work in this test's folder. */
function postgresProcesses(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === join(dataDir, "postgres");
      } catch {
        return false;
      }
    })
    .map(Number);
}

const postmaster = () => Number(readFileSync(join(dataDir, "postgres", "postmaster.pid"), "utf8").split("\n")[0]);

function childrenOf(parent: number): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1]) === parent;
      } catch {
        return false;
      }
    })
    .map(Number);
}

const guardOf = (server: ChildProcess) =>
  childrenOf(server.pid as number).find((pid) => pid !== postmaster()) as number;

function postgresLog(): string {
  const folder = join(dataDir, "logs", "postgres");
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), "utf8"))
    .join("");
}

async function writeRow(url: string | undefined): Promise<void> {
  await query(url, async (sql) => {
    await sql`create table kept (word text)`;
    await sql`insert into kept values ('accepted')`;
  });
}

const readRows = (url: string | undefined) =>
  query(url, (sql) => sql`select word from kept`.then((rows) => rows.map((row) => row.word)));

describe("an ordinary life", () => {
  test("it starts, keeps what was written over a stop, and leaves no process behind", async () => {
    const first = await serve();
    expect(first.progress).toContain("Creating the database");
    await writeRow(first.told.url);
    await stop(first.server);
    expect(postgresProcesses()).toEqual([]);

    const second = await serve();
    expect(second.progress).not.toContain("Creating the database");
    expect(await readRows(second.told.url)).toEqual(["accepted"]);
    await stop(second.server);
  });

  test("it listens on the loopback address only, asks for the password, and keeps it out of sight", async () => {
    const { server, told } = await serve();
    const url = new URL(told.url as string);
    expect(url.hostname).toBe("127.0.0.1");
    const file = join(dataDir, "secrets", "postgres-password");
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
    expect(statSync(join(dataDir, "postgres")).mode & 0o777).toBe(0o700);

    for (const pid of [...postgresProcesses(), ...childrenOf(server.pid as number)]) {
      for (const place of ["cmdline", "environ"])
        expect(readFileSync(`/proc/${pid}/${place}`, "latin1")).not.toContain(url.password);
    }
    expect(postgresLog()).not.toContain(url.password);

    const settings = await query(
      told.url,
      (sql) => sql`
      select current_setting('listen_addresses') as addresses, current_setting('unix_socket_directories') as sockets,
             current_setting('synchronous_commit') as sync, (select rolpassword from pg_authid where rolname = current_user) as stored`,
    );
    expect(settings[0]).toMatchObject({
      addresses: "127.0.0.1",
      sockets: "",
      sync: "on",
      stored: expect.stringMatching(/^SCRAM-SHA-256\$/),
    });

    url.password = "wrong";
    await expect(query(url.href, (sql) => sql`select 1`)).rejects.toThrow(/password authentication failed/);
    await stop(server);
  });

  test("a slow statement is logged without the values it was given", async () => {
    withDatabase();
    const { server, told } = await serve();
    await query(told.url, (sql) => sql`select pg_sleep(0.6), ${"a private word"}::text`);
    await stop(server);
    expect(postgresLog()).toContain("pg_sleep");
    expect(postgresLog()).not.toContain("a private word");
  });

  test("a second server on the same folder ends with one sentence and leaves the first alone", async () => {
    withDatabase();
    const first = await serve();
    const second = await serve();
    expect(second.told.refusal).toBe(
      `Another ConvoSphere is already running on ${dataDir}. Stop it first, or set DATA_DIR to another folder.`,
    );
    expect(await query(first.told.url, (sql) => sql`select 1 as one`.then((rows) => rows[0]?.one))).toBe(1);
    await stop(first.server);
  });
});

describe("after a kill", () => {
  test("of the server alone, Postgres stops by itself, cleanly", async () => {
    withDatabase();
    const { server, told } = await serve();
    await writeRow(told.url);
    server.kill("SIGKILL");
    await until(() => postgresProcesses().length === 0);
    expect(postgresLog()).toMatch(/database system is shut down\n$/);
    const next = await serve();
    expect(await readRows(next.told.url)).toEqual(["accepted"]);
    await stop(next.server);
  });

  test("an immediate restart waits for the old Postgres instead of failing", async () => {
    withDatabase();
    const { server, told } = await serve();
    await writeRow(told.url);
    server.kill("SIGKILL");
    const next = await serve();
    expect(await readRows(next.told.url)).toEqual(["accepted"]);
    await stop(next.server);
  });

  test("of everything at once, the next start recovers what was committed", async () => {
    withDatabase();
    const { server, told } = await serve();
    await writeRow(told.url);
    for (const pid of [guardOf(server), ...postgresProcesses(), server.pid as number]) process.kill(pid, "SIGKILL");
    const next = await serve();
    expect(await readRows(next.told.url)).toEqual(["accepted"]);
    await stop(next.server);
  });

  test("of server and guard, the next start stops the Postgres that was left running", async () => {
    withDatabase();
    const { server, told } = await serve();
    await writeRow(told.url);
    const left = postmaster();
    for (const pid of [guardOf(server), server.pid as number]) process.kill(pid, "SIGKILL");
    const next = await serve();
    expect(next.progress).toContain("Waiting for the database of the last run to finish");
    expect(postmaster()).not.toBe(left);
    expect(await readRows(next.told.url)).toEqual(["accepted"]);
    await stop(next.server);
  });

  test("of the postmaster alone, it is started again at the same address", async () => {
    withDatabase();
    const { server, told } = await serve();
    await writeRow(told.url);
    const killed = postmaster();
    process.kill(killed, "SIGKILL");
    await until(() => !postgresProcesses().includes(killed));
    await expect.poll(() => readRows(told.url).catch(() => []), { timeout: 20_000 }).toEqual(["accepted"]);
    await stop(server);
  });

  test("a lock file that names a stranger's process does not stop the start, nor the stranger", async () => {
    withDatabase();
    const first = await serve();
    const account = statSync(join(dataDir, "postgres"));
    await stop(first.server);
    const stranger = spawn("sleep", ["300"], process.getuid?.() === 0 ? { uid: account.uid, gid: account.gid } : {});
    writeFileSync(
      join(dataDir, "postgres", "postmaster.pid"),
      `${stranger.pid}\n${join(dataDir, "postgres")}\n1\n5432\n\n\n  0 0\nready   \n`,
    );
    chownSync(join(dataDir, "postgres", "postmaster.pid"), account.uid, account.gid);
    const next = await serve();
    expect(next.told.url).toBeDefined();
    expect(stranger.exitCode).toBeNull();
    stranger.kill();
    await stop(next.server);
  });

  test("in the middle of creating the database, the next start begins anew", async () => {
    const half = join(dataDir, "postgres.new");
    mkdirSync(half, { recursive: true });
    writeFileSync(join(half, "PG_VERSION"), "18\n");
    const { server, told } = await serve();
    expect(told.url).toBeDefined();
    expect(readdirSync(dataDir)).not.toContain("postgres.new");
    expect(readdirSync(dataDir)).not.toContain("postgres.new.password");
    await stop(server);
  });
});

describe("places and rights", () => {
  test.runIf(process.getuid?.() === 0)(
    "as root in a closed folder, only the database's own group may pass, and nobody may look",
    async () => {
      chmodSync(dirname(dataDir), 0o700);
      const { server, told, progress } = await serve();
      expect(told.url).toBeDefined();
      expect(progress).toContain(`Letting the database pass through ${dirname(dataDir)}`);
      const account = statSync(join(dataDir, "postgres"));
      for (const folder of [dirname(dataDir), dataDir]) {
        expect(statSync(folder)).toMatchObject({ uid: 0, gid: account.gid });
        expect(statSync(folder).mode & 0o777).toBe(0o710);
      }
      expect(account.uid).not.toBe(0);
      await stop(server);
    },
  );

  test.runIf(process.getuid?.() === 0)(
    "as root in another person's closed folder, it says so and changes nothing",
    async () => {
      chownSync(dirname(dataDir), 65534, 65534);
      chmodSync(dirname(dataDir), 0o700);
      const { told } = await serve();
      expect(told.refusal).toContain(`The folder ${dirname(dataDir)} belongs to another user`);
      expect(statSync(dirname(dataDir)).mode & 0o777).toBe(0o700);
    },
  );

  test("a folder that cannot be written is one sentence", async () => {
    writeFileSync(dataDir, "a file where the folder should be");
    const { told } = await serve(join(dataDir, "inside"));
    expect(told.refusal).toContain("cannot be written");
  });

  test("a lost password file is one sentence, and nothing is created anew", async () => {
    withDatabase();
    const first = await serve();
    await writeRow(first.told.url);
    await stop(first.server);
    rmSync(join(dataDir, "secrets", "postgres-password"));
    const { told } = await serve();
    expect(told.refusal).toContain("bring");
    expect(readdirSync(join(dataDir, "postgres"))).toContain("PG_VERSION");
  });

  test("a busy machine does not matter: every start picks a port of its own", async () => {
    withDatabase();
    const busy = createServer().listen(5432, "127.0.0.1");
    await Promise.race([once(busy, "listening"), once(busy, "error")]);
    const { server, told } = await serve();
    expect(new URL(told.url as string).port).not.toBe("5432");
    busy.close();
    await stop(server);
  });
});
