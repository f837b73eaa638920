import { PgBoss } from "pg-boss";
import { databaseUrl } from "#lib/platform/database.ts";
import { log } from "#lib/platform/log.ts";
import { processState } from "#lib/platform/process-state.ts";

/** A job: its name, how often it runs (cron, UTC), and what it does. */
export type Job = { name: string; cron: string; run: () => Promise<void> };

const state = processState("jobs", () => ({ boss: null as PgBoss | null }));

/** Starts the worker of this process and schedules `jobs`. Every job runs in one process at a time. */
export async function startWorker(jobs: readonly Job[]): Promise<void> {
  const boss = new PgBoss({
    connectionString: databaseUrl(),
    schema: "jobs",
    max: 3,
    application_name: "convosphere-worker",
  });
  boss.on("error", (error) => log().error({ err: error }, "the job queue reports an error"));
  await boss.start();
  state.boss = boss;
  for (const { name, cron, run } of jobs) {
    await boss.createQueue(name, { policy: "singleton" as never, retryLimit: 2, expireInSeconds: 15 * 60 });
    await boss.schedule(name, cron);
    await boss.work(name, async () => {
      try {
        await run();
      } catch (error) {
        log().error({ err: error, job: name }, "a job failed");
        throw error;
      }
    });
  }
}

export async function stopWorker(): Promise<void> {
  await state.boss?.stop({ graceful: true, timeout: 5_000 });
  state.boss = null;
}

/** Whether this process has a worker that runs. */
export function workerRuns(): boolean {
  return state.boss !== null;
}
