import { readFileSync } from "node:fs";
import { join } from "node:path";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { connect } from "./client.ts";

const FOLDER = join(process.cwd(), "db", "migrations");
/** Any number, as long as it is this one everywhere: the name of the lock. */
const LOCK = 7_305_114;

/** Brings the database to the newest schema. Of several processes that start at once one migrates, the rest wait. */
export async function migrateDatabase(url: string): Promise<void> {
  // A connection of its own: a session lock belongs to a connection, and a pool hands them around.
  const { sql, db } = connect(url, { max: 1 });
  try {
    await sql`set statement_timeout = 0`;
    await sql`select pg_advisory_lock(${LOCK})`;
    await migrate(db, { migrationsFolder: FOLDER });
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** How many migrations this version of the product has. */
export function countMigrations(): number {
  const journal = JSON.parse(readFileSync(join(FOLDER, "meta", "_journal.json"), "utf8")) as { entries: unknown[] };
  return journal.entries.length;
}
