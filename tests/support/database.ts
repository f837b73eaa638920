import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import connectTo from "postgres";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#db/migrate.ts";
import { startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { TEMPLATE } from "./template.ts";

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
  await hurry(postgres.url);
  project.provide("databaseUrl", postgres.url);
  project.provide("dataDir", dataDir);
  return async () => {
    await postgres.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
}

/** What is in this database need not outlive a power cut: nothing waits for the disk. */
async function hurry(url: string): Promise<void> {
  const admin = new URL(url);
  const name = admin.pathname.slice(1);
  admin.pathname = "/postgres";
  const sql = connectTo(admin.href, { max: 1, onnotice: () => {} });
  for (const setting of ["fsync", "synchronous_commit", "full_page_writes"])
    await sql.unsafe(`alter system set ${setting} = off`);
  await sql`select pg_reload_conf()`;
  await sql.unsafe(`create database ${TEMPLATE} template ${name}`);
  await sql.end();
}
