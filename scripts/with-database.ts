import { migrateDatabase } from "#db/migrate.ts";
import { closeDatabase, databaseUrl } from "#lib/platform/database.ts";
import { startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { embeddedUrl } from "#lib/platform/embedded-url.ts";
import { env } from "#lib/platform/env.ts";
import { runningEmbeddedPostgres } from "#lib/platform/running-postgres.ts";

/**
 * Runs `work` with the instance's database: the one of `DATABASE_URL`, the embedded one of a server that runs, or that
 * one started for the purpose and stopped again.
 */
export async function withDatabase<T>(work: () => Promise<T>): Promise<T> {
  let stop = async () => {};
  if (env().databaseUrl === null) {
    embeddedUrl.current = runningEmbeddedPostgres(env().dataDir);
    if (embeddedUrl.current === null) {
      const started = await startEmbeddedPostgres({ dataDir: env().dataDir, onProgress: () => {} });
      embeddedUrl.current = started.url;
      stop = started.stop;
    }
  }
  try {
    await migrateDatabase(databaseUrl());
    return await work();
  } finally {
    await closeDatabase();
    await stop();
  }
}
