import { connect, type Db } from "#db/client.ts";
import { migrateDatabase } from "#db/migrate.ts";
import { driver } from "#lib/platform/database.ts";

/** A database of its own for a test that needs commits, such as a race. Names are unique per file. */
export async function ownDatabase(name: string): Promise<{ db: Db; url: string; close(): Promise<void> }> {
  await driver().unsafe(`create database ${name}`);
  const url = new URL(process.env.DATABASE_URL as string);
  url.pathname = `/${name}`;
  await migrateDatabase(url.href);
  const { db, sql } = connect(url.href, { max: 20 });
  return {
    db,
    url: url.href,
    async close() {
      await sql.end();
      await driver().unsafe(`drop database ${name}`);
    },
  };
}
