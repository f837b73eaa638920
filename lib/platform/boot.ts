import { migrateDatabase } from "#db/migrate.ts";
import { shutDownReplies } from "#lib/chat/shut-down.ts";
import { sweepReplies } from "#lib/chat/sweep-replies.ts";
import { blindIndex, systemBox } from "#lib/crypto/data-keys.ts";
import { startProcessor } from "#lib/documents/run-processor.ts";
import { openStore } from "#lib/documents/store/open-store.ts";
import { issueSetupLink } from "#lib/identity/links/issue-link.ts";
import { oidcProviders } from "#lib/identity/oidc/providers.ts";
import { startWorker, stopWorker } from "#lib/jobs/queue.ts";
import { schedule } from "#lib/jobs/schedule.ts";
import { reportBursts } from "#lib/limits/over-limit.ts";
import { limiter } from "#lib/limits/process-limiter.ts";
import { startSender } from "#lib/mail/run-sender.ts";
import { modelsFromEnv } from "#lib/models/models-from-env.ts";
import { emit } from "#lib/security/events/emit.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { closeDatabase, database, databaseUrl } from "./database.ts";
import { type Env, env } from "./env.ts";
import { log } from "./log.ts";
import { mailFolder } from "./mail.ts";
import { openPlaces } from "./places.ts";
import { secrets } from "./secrets.ts";
import { systemCtx } from "./system-context.ts";

/** How often replies of dead processes are looked for. Milliseconds. */
const SWEEP_EVERY = 5_000;
/** How often refusals that no event has told of are counted into one. Milliseconds. */
const DRAIN_EVERY = 60_000;

export type Booted = {
  /** The link that creates the first administrator; null when there is an account. */
  setupLink: string | null;
  /** What whoever runs this should know, in sentences for the console. */
  notes: readonly string[];
  /** Saves what is being written and lets go of the database. */
  stop(): Promise<void>;
};

/** Everything between a reachable database and the first request. */
export async function prepare(): Promise<Booted> {
  // Everything that can be wrong with the settings is said before anything is touched.
  secrets();
  modelsFromEnv(env().models);
  await openPlaces();
  oidcProviders();
  await openStore();
  await migrateDatabase(databaseUrl());
  // Opening both keys now tells at once when MASTER_KEYS belongs to another instance.
  await Promise.all([systemBox(database()), blindIndex(database(), "address", "")]);
  await readSettings(database());
  const token = await issueSetupLink(systemCtx({ kind: "system", job: "boot" }));
  if (env().worker === "inside") await startWorker(schedule);
  const sender = env().worker === "inside" ? await startSender() : null;
  const processor = env().worker === "inside" ? startProcessor() : null;
  await emit(systemCtx({ kind: "system", job: "boot" }), "server.started", { version: env().version });

  const sweep = setInterval(() => {
    sweepReplies(database(), new Date()).catch((error: unknown) =>
      log().warn({ err: error }, "replies of dead processes could not be swept"),
    );
  }, SWEEP_EVERY);
  const drain = setInterval(() => void reportBursts(), DRAIN_EVERY);
  return {
    setupLink: token === null ? null : `${env().appUrl}/setup#${token}`,
    notes: notesOf(env()),
    async stop() {
      clearInterval(sweep);
      clearInterval(drain);
      await shutDownReplies();
      await Promise.all([sender?.stop(), processor?.stop()]);
      await stopWorker();
      await emit(systemCtx({ kind: "system", job: "boot" }), "server.stopped", {});
      await Promise.all([closeDatabase(), limiter().close()]);
    },
  };
}

function notesOf({ mail, dataDir }: Env): string[] {
  if (mail !== null) return [];
  return [`Mails are not sent, only written to ${mailFolder(dataDir)}. To send them, set SMTP_URL and MAIL_FROM.`];
}
