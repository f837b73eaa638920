import { connect, type Db, type Sql } from "#db/client.ts";
import { embeddedUrl } from "./embedded-url.ts";
import { env } from "./env.ts";
import { forgetProcessState, processState } from "./process-state.ts";

function pool(): { sql: Sql; db: Db } {
  return processState("database", () => connect(databaseUrl(), { max: env().databasePool }));
}

/** The connection string in use. Throws when there is neither `DATABASE_URL` nor an embedded Postgres. */
export function databaseUrl(): string {
  const url = env().databaseUrl ?? embeddedUrl.current;
  if (url === null)
    throw new Error("There is no database: DATABASE_URL is unset and no embedded Postgres was started.");
  return url;
}

/** The process-wide database. */
export function database(): Db {
  return pool().db;
}

/** The driver itself, for what Drizzle has no words for: LISTEN, advisory locks. */
export function driver(): Sql {
  return pool().sql;
}

export async function closeDatabase(): Promise<void> {
  await pool().sql.end({ timeout: 5 });
  forgetProcessState("database");
}
