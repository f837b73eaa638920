import { sweepSessions } from "#lib/identity/sessions/sweep-sessions.ts";
import { sweepMails } from "#lib/mail/sweep-mails.ts";
import { database } from "#lib/platform/database.ts";
import type { Job } from "./queue.ts";

/** Everything that runs by the clock. */
export const schedule: readonly Job[] = [
  { name: "sessions.sweep", cron: "17 * * * *", run: () => sweepSessions(database(), new Date()) },
  { name: "mails.sweep", cron: "47 3 * * *", run: () => sweepMails(database(), new Date()) },
];
