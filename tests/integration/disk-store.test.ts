import { execFileSync, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { BlobMissingError, type BlobStore, isDiskFull } from "#lib/documents/store/blob-store.ts";
import { openDiskStore } from "#lib/documents/store/disk-store.ts";
import { openFile } from "#lib/documents/store/open-file.ts";
import { FileDamagedError } from "#lib/documents/store/open-segments.ts";
import { receiveFile } from "#lib/documents/store/receive-file.ts";
import { sweepIncoming } from "#lib/documents/store/sweep-incoming.ts";
import { fail } from "#lib/platform/result.ts";
import { chunksOf, readAll, receivedFile } from "#tests/support/files.ts";
import { mayMount } from "#tests/support/mount.ts";

const HOUR = 3_600_000;
let root: string;
let incoming: string;
let store: BlobStore;

beforeEach(() => {
  root = join(mkdtempSync(join(tmpdir(), "convosphere-files-")), "files");
  incoming = join(root, "incoming");
  store = openDiskStore(root);
});

afterEach(() => rmSync(dirname(root), { recursive: true, force: true }));

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const pathInStore = (id: string) => join(root, id.slice(-2), id);

test("a stored file is read back whole or in part, and has left the incoming ones", async () => {
  const { file, path, content } = await receivedFile(incoming);
  await store.put(file.id, path);
  expect(existsSync(path)).toBe(false);
  expect(await store.size(file.id)).toBe(readFileSync(pathInStore(file.id)).length);
  expect((await readAll(openFile(store, file))).equals(content)).toBe(true);
  const range = { start: 70_000, end: 140_001 };
  expect((await readAll(openFile(store, file, range))).equals(content.subarray(70_000, 140_001))).toBe(true);
});

test("nobody but the server's user can read files or list folders", async () => {
  const { file, path } = await receivedFile(incoming);
  await store.put(file.id, path);
  expect(statSync(pathInStore(file.id)).mode & 0o777).toBe(0o600);
  for (const folder of [root, incoming, dirname(pathInStore(file.id))])
    expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test("sealed bytes come by place; what lies beyond the end is left out", async () => {
  const { file, path } = await receivedFile(incoming, 1_000);
  const sealed = readFileSync(path);
  await store.put(file.id, path);
  const read = (from?: number, to?: number) => readAll(store.read(file.id, from, to));
  expect(await read()).toEqual(sealed);
  expect(await read(0, 8)).toEqual(sealed.subarray(0, 8));
  expect(await read(1_000, 9_999)).toEqual(sealed.subarray(1_000));
  expect((await read(5, 5)).length + (await read(6, 5)).length + (await read(99_999, 100_000)).length).toBe(0);
});

test("a removed file is gone, and one that never was is no error to remove", async () => {
  const { file, path } = await receivedFile(incoming);
  await store.put(file.id, path);
  await store.remove(file.id);
  await store.remove(file.id);
  expect(await store.size(file.id)).toBeNull();
  await expect(readAll(openFile(store, file))).rejects.toThrow(BlobMissingError);
  expect(filesIn(root)).toEqual([]);
});

test("an id that could be a path is refused by everything", async () => {
  const { path } = await receivedFile(incoming);
  for (const id of [
    "../../../etc/passwd",
    "..",
    "",
    `../${randomUUID()}`,
    `${randomUUID()}/../x`,
    randomUUID().toUpperCase(),
  ]) {
    const tries = [
      () => store.put(id, path),
      () => readAll(store.read(id)),
      () => store.remove(id),
      () => store.size(id),
    ];
    for (const work of tries) await expect(work()).rejects.toThrow("must be a UUID");
  }
});

test("a file that was cut or overwritten on disk says so instead of being read", async () => {
  const { file, path } = await receivedFile(incoming);
  await store.put(file.id, path);
  truncateSync(pathInStore(file.id), 100_000);
  await expect(readAll(openFile(store, file))).rejects.toThrow(FileDamagedError);
  writeFileSync(pathInStore(file.id), "");
  await expect(readAll(openFile(store, file))).rejects.toThrow(FileDamagedError);
});

test.skipIf(process.platform !== "linux")("a reader that leaves early leaves no file open", async () => {
  const { file, path } = await receivedFile(incoming, 2_000_000);
  await store.put(file.id, path);
  for await (const bytes of openFile(store, file)) if (bytes.length > 0) break;
  await expect.poll(() => openPaths().filter((opened) => opened.includes(file.id))).toEqual([]);
});

test("a file that cannot be taken over is gone from both places", async () => {
  const { file, path } = await receivedFile(incoming);
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, file.id.slice(-2)), "where the folder should be");
  await expect(store.put(file.id, path)).rejects.toThrow(/EEXIST|ENOTDIR/);
  expect(existsSync(path)).toBe(false);
});

test("the check passes on a place that can be written, and fails on one that cannot", async () => {
  await store.check();
  expect(filesIn(root)).toEqual([]);
  writeFileSync(join(dirname(root), "a-file"), "");
  await expect(openDiskStore(join(dirname(root), "a-file")).check()).rejects.toThrow();
});

test("what a killed process left is swept after an hour, and nothing younger", async () => {
  const [old, young, stored] = await Promise.all([
    receivedFile(incoming),
    receivedFile(incoming),
    receivedFile(incoming),
  ]);
  await store.put(stored.file.id, stored.path);
  const now = new Date();
  const written = (ago: number) => new Date(now.getTime() - ago);
  utimesSync(old.path, now, written(HOUR + 1_000));
  utimesSync(young.path, now, written(HOUR - 1_000));
  utimesSync(pathInStore(stored.file.id), now, written(9 * HOUR));
  expect(await sweepIncoming(incoming, now)).toBe(1);
  expect([old.path, young.path].map(existsSync)).toEqual([false, true]);
  expect(await store.size(stored.file.id)).not.toBeNull();
  expect(await sweepIncoming(join(root, "nowhere"), now)).toBe(0);
});

test("a process that is killed while receiving leaves only what the sweep removes", async () => {
  const id = randomUUID();
  const script = `
    const { receiveFile } = await import("#lib/documents/store/receive-file.ts");
    async function* slowly() { yield Buffer.alloc(300_000); await new Promise((go) => setTimeout(go, 60_000)); }
    await receiveFile(slowly(), { id: "${id}", path: ${JSON.stringify(join(incoming, id))}, key: Buffer.alloc(32) }, new AbortController().signal);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script], { stdio: "ignore" });
  await expect.poll(() => existsSync(join(incoming, id)), { timeout: 20_000 }).toBe(true);
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(filesIn(root).map((entry) => entry.name)).toEqual([id]);
  expect(await sweepIncoming(incoming, new Date(Date.now() + HOUR + 1_000))).toBe(1);
  expect(filesIn(root)).toEqual([]);
});

describe.skipIf(!mayMount())("on a full disk", () => {
  let disk: string;
  beforeEach(() => {
    disk = mkdtempSync(join(tmpdir(), "convosphere-full-"));
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk]);
  });
  afterEach(() => {
    execFileSync("umount", [disk]);
    rmSync(disk, { recursive: true });
  });

  test("an upload is refused as disk-full and leaves nothing; one that fits is taken afterwards", async () => {
    const place = { id: randomUUID(), key: Buffer.alloc(32, 7), path: join(disk, "incoming", "file") };
    const received = await receiveFile(chunksOf(Buffer.alloc(3_000_000)), place, new AbortController().signal);
    expect(received).toEqual(fail("disk-full"));
    expect(filesIn(disk)).toEqual([]);
    const { file, path, content } = await receivedFile(join(disk, "incoming"), 500_000);
    const small = openDiskStore(disk);
    await small.put(file.id, path);
    expect((await readAll(openFile(small, file))).equals(content)).toBe(true);
  });

  test("the check fails, and the error says that it is full", async () => {
    const small = openDiskStore(disk);
    try {
      writeFileSync(join(disk, "filler"), Buffer.alloc(2_000_000));
    } catch {}
    const error = await small.check().catch((cause: unknown) => cause);
    expect(isDiskFull(error)).toBe(true);
    expect(filesIn(disk).map((entry) => entry.name)).toEqual(["filler"]);
  });
});

/** What this process has open. */
function openPaths(): string[] {
  return readdirSync("/proc/self/fd").flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return []; // closed meanwhile
    }
  });
}
