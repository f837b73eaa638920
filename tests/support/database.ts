import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#db/migrate.ts";
import { startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    databaseUrl: string;
    dataDir: string;
  }
}

/** One real Postgres for the whole run, in a folder of its own. */
export default async function setup(project: TestProject) {
  const dataDir = mkdtempSync(join(tmpdir(), "convosphere-test-"));
  const postgres = await startEmbeddedPostgres({ dataDir, onProgress: () => {} });
  await migrateDatabase(postgres.url);
  project.provide("databaseUrl", postgres.url);
  project.provide("dataDir", dataDir);
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}
