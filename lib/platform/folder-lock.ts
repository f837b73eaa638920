import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const SQLITE_BUSY = 5;

/**
 * Takes a folder for this process alone; `null` when another process has it. The kernel drops the lock with the process,
 * however it dies, so that no stale file ever has to be judged. (Node has no file locks of its own; SQLite, which is part
 * of Node, takes one for an exclusive transaction. Nothing is ever stored in the file.)
 */
export function lockFolder(folder: string): { release(): void } | null {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = new DatabaseSync(join(folder, "server.lock"), { timeout: 0 });
  try {
    file.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    file.close();
    if ((error as { errcode?: number }).errcode === SQLITE_BUSY) return null;
    throw error;
  }
  return { release: () => file.close() };
}
