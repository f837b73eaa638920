import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The connection string of the embedded Postgres that another process of ours runs on `dataDir`, or null when none does.
 * Its port stands in the fourth line of `postmaster.pid`, its process id in the first.
 */
export function runningEmbeddedPostgres(dataDir: string): string | null {
  const file = join(dataDir, "postgres", "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, "utf8").split("\n");
  if (!isAlive(Number(pid))) return null;
  const password = readFileSync(join(dataDir, "secrets", "postgres-password"), "utf8").trim();
  return `postgres://convosphere:${password}@127.0.0.1:${Number(port)}/convosphere`;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
