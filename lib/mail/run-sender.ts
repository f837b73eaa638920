import { database, driver } from "#lib/platform/database.ts";
import { log } from "#lib/platform/log.ts";
import { type MailTransport, mailTransport } from "#lib/platform/mail.ts";
import { LOOK_EVERY } from "./numbers.ts";
import { MAILS_CHANNEL } from "./queue-mail.ts";
import { sendMails } from "./send-mails.ts";

/** How long stopping waits for mails that are being handed in. Milliseconds. */
const STOP_PATIENCE = 5_000;

/** Sends mails as they come, for as long as this process lives; several processes share the work. */
export async function startSender(transport: MailTransport = mailTransport()): Promise<{ stop(): Promise<void> }> {
  let stopped = false;
  let wanted = false;
  let running: Promise<void> | null = null;

  const drain = async () => {
    while (wanted && !stopped) {
      wanted = false;
      try {
        // As long as there are some there may be more.
        while (!stopped && (await sendMails(database(), transport, () => new Date())) > 0);
      } catch (error) {
        log().warn({ err: error }, "waiting mails could not be read");
      }
    }
  };
  const wake = () => {
    wanted = true;
    running ??= drain().finally(() => {
      running = null;
      if (wanted && !stopped) wake();
    });
  };

  const timer = setInterval(wake, LOOK_EVERY);
  const listening = await driver().listen(MAILS_CHANNEL, wake, wake);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await listening.unlisten().catch(() => {});
      await Promise.race([running, new Promise((resolve) => setTimeout(resolve, STOP_PATIENCE).unref())]);
      transport.close();
    },
  };
}
