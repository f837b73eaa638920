import { sweepSessions } from "#lib/identity/sessions/sweep-sessions.ts";
import { database } from "#lib/platform/database.ts";
import type { Job } from "./queue.ts";

/** Everything that runs by the clock. */
export const schedule: readonly Job[] = [
  { name: "sessions.sweep", cron: "17 * * * *", run: () => sweepSessions(database(), new Date()) },
];
