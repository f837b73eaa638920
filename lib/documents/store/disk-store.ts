import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { BlobMissingError, type BlobStore, errorCode, unlessMissing } from "./blob-store.ts";
import { requireFileId, SEALED_SEGMENT_BYTES } from "./segments.ts";

/**
 * Files under `root`, which must lie on the same file system as what is put there: a rename is what makes a file appear
 * whole or not at all.
 */
export function openDiskStore(root: string): BlobStore {
  // The end of an id: UUIDs of version 7 begin with the time, and a whole year's would share one folder.
  const pathOf = (id: string) => join(root, requireFileId(id).slice(-2), id);
  return {
    async put(id, path) {
      const target = pathOf(id);
      let now = path;
      try {
        await makeFolder(dirname(target));
        await syncFile(path);
        await rename(path, target);
        now = target;
        await syncFolder(dirname(target));
      } catch (error) {
        await rm(now, { force: true });
        throw error;
      }
    },
    async *read(id, from = 0, to = Number.POSITIVE_INFINITY) {
      const path = pathOf(id);
      if (from >= to) return;
      try {
        // `end` is the last byte's place. What is asked for at once is what segments are opened from.
        yield* createReadStream(path, { start: from, end: to - 1, highWaterMark: SEALED_SEGMENT_BYTES });
      } catch (error) {
        throw errorCode(error) === "ENOENT" ? new BlobMissingError(id) : error;
      }
    },
    async remove(id) {
      const path = pathOf(id);
      await rm(path, { force: true });
      await syncFolder(dirname(path)).catch(unlessMissing);
    },
    async size(id) {
      return (await stat(pathOf(id)).catch(unlessMissing))?.size ?? null;
    },
    async check() {
      await makeFolder(root);
      const probe = join(root, ".probe");
      try {
        await writeFile(probe, Buffer.alloc(4096), { mode: 0o600 });
      } finally {
        await rm(probe, { force: true });
      }
    },
  };
}

/** Makes a folder, and its name outlive a crash. */
async function makeFolder(path: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 });
  if (made === undefined) return;
  for (let folder = path; folder.length >= made.length; folder = dirname(folder)) await syncFolder(dirname(folder));
}

/** What the kernel still holds goes to the device; a full one may tell only now. */
async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.chmod(0o600);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A name is part of its folder: without this a file could be whole and yet not found after a crash. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return; // has no such thing
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
