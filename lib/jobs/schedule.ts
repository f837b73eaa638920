import { rescanning } from "#lib/documents/numbers.ts";
import { rescanDocuments } from "#lib/documents/rescan-documents.ts";
import { incomingFolder } from "#lib/documents/store/open-store.ts";
import { sweepIncoming } from "#lib/documents/store/sweep-incoming.ts";
import { sweepSessions } from "#lib/identity/sessions/sweep-sessions.ts";
import { sweepMails } from "#lib/mail/sweep-mails.ts";
import { database } from "#lib/platform/database.ts";
import { drainSignal } from "#lib/platform/draining.ts";
import type { Job } from "./queue.ts";

/** Bits of uploads that a killed process left behind. */
const sweepFiles = async () => void (await sweepIncoming(incomingFolder(), new Date()));

const rescanFiles = async () =>
  void (await rescanDocuments(
    database(),
    new Date(),
    AbortSignal.any([drainSignal(), AbortSignal.timeout(rescanning.longest)]),
  ));

/** Everything that runs by the clock. */
export const schedule: readonly Job[] = [
  { name: "sessions.sweep", cron: "17 * * * *", run: () => sweepSessions(database(), new Date()) },
  { name: "files.sweep", cron: "27 * * * *", run: sweepFiles },
  { name: "files.rescan", cron: "*/15 * * * *", run: rescanFiles },
  { name: "mails.sweep", cron: "47 3 * * *", run: () => sweepMails(database(), new Date()) },
];
