import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema/all.ts";

export type Db = PostgresJsDatabase<typeof schema>;
export type Sql = postgres.Sql;

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * A pool of connections. Traffic that leaves the machine is encrypted and the server's certificate verified, unless the
 * address itself says `sslmode=disable`.
 */
export function connect(url: string, options: { max: number }): { sql: Sql; db: Db } {
  const { hostname, searchParams } = new URL(url);
  const local = LOOPBACK.has(hostname) || hostname === "" || searchParams.get("sslmode") === "disable";
  const sql = postgres(url, {
    max: options.max,
    ssl: local ? false : "verify-full",
    connect_timeout: 10,
    idle_timeout: 60,
    max_lifetime: 30 * 60,
    connection: {
      application_name: "convosphere",
      statement_timeout: 15_000,
      idle_in_transaction_session_timeout: 30_000,
    },
    onnotice: () => {},
  });
  return { sql, db: drizzle(sql, { schema }) };
}
