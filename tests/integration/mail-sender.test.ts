import { eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { mails } from "#db/schema/sessions.ts";
import { tell } from "#lib/identity/tell.ts";
import { startSender } from "#lib/mail/run-sender.ts";
import { database } from "#lib/platform/database.ts";
import { openTransport } from "#lib/platform/mail.ts";
import { aPerson } from "#tests/support/factories.ts";
import { inOwnDatabase } from "#tests/support/own-database.ts";
import { startSmtp } from "#tests/support/smtp.ts";

// The sender works on the database of its process, so this process gets one of its own.
inOwnDatabase("mail_sender");

const from = "ConvoSphere <chat@example.org>";

test("a running sender hands over a mail within two seconds of the commit, also one that waited for its start", async () => {
  const smtp = await startSmtp();
  const person = await aPerson(database(), { at: new Date() });
  await tell(person, person.actor.id, "password-changed", {});
  const sender = await startSender(openTransport({ mail: { url: smtp.url, from }, dataDir: "", appUrl: "http://x" }));
  await expect.poll(() => smtp.received.length, { timeout: 20_000, interval: 10 }).toBe(1);
  await tell({ ...person, now: new Date() }, person.actor.id, "new-device", {});
  await expect.poll(() => smtp.received.length, { timeout: 20_000, interval: 10 }).toBe(2);
  await sender.stop();
  await tell({ ...person, now: new Date() }, person.actor.id, "new-device", {});
  await new Promise((resolve) => setTimeout(resolve, 2_500)); // longer than it would take
  expect(smtp.received, "a sender that was stopped sends nothing").toHaveLength(2);
  expect(await database().select().from(mails).where(eq(mails.attempts, 0))).toHaveLength(1);
  await smtp.close();
});
