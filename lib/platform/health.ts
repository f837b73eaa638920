import { sql } from "drizzle-orm";
import { countMigrations } from "#db/migrate.ts";
import { workerRuns } from "#lib/jobs/queue.ts";
import { limiter } from "#lib/limits/process-limiter.ts";
import { database } from "./database.ts";
import { env } from "./env.ts";

type Part = { ok: boolean; milliseconds: number; note?: string };
export type Readiness = { ready: boolean; parts: Record<"database" | "migrations" | "worker" | "limits", Part> };

/** Asks everything this process stands on, and how long each took to answer. */
export async function checkReadiness(): Promise<Readiness> {
  const parts = {
    database: await timed(async () => {
      await database().execute(sql`select 1`);
      return undefined;
    }),
    migrations: await timed(async () => {
      const [row] = await database().execute<{ applied: number }>(
        sql`select count(*)::int as applied from drizzle.__drizzle_migrations`,
      );
      if (row?.applied !== countMigrations()) throw new Error("not all applied");
      return undefined;
    }),
    worker: await timed(async () => {
      if (env().worker === "inside" && !workerRuns()) throw new Error("not running");
      return env().worker === "off" ? "runs elsewhere" : undefined;
    }),
    limits: await timed(async () => (await limiter().ping()) satisfies string),
  };
  // Without Redis the limits go on in memory: worse, but ready.
  return { ready: parts.database.ok && parts.migrations.ok && parts.worker.ok, parts };
}

async function timed(check: () => Promise<string | undefined>): Promise<Part> {
  const from = performance.now();
  const took = () => Math.round((performance.now() - from) * 10) / 10;
  try {
    const note = await check();
    return { ok: true, milliseconds: took(), ...(note ? { note } : {}) };
  } catch (error) {
    return {
      ok: false,
      milliseconds: took(),
      note: error instanceof Error && error.message.length < 40 ? error.message : "no answer",
    };
  }
}
