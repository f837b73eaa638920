import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { securityEvents } from "#db/schema/events.ts";
import { mails } from "#db/schema/sessions.ts";
import { tell } from "#lib/identity/tell.ts";
import { LEASE, MOST_ATTEMPTS, pauseAfter } from "#lib/mail/numbers.ts";
import { sendMails } from "#lib/mail/send-mails.ts";
import { type Mail, type MailTransport, openTransport } from "#lib/platform/mail.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { ownDatabase } from "#tests/support/own-database.ts";
import { startSmtp, textOf } from "#tests/support/smtp.ts";

// The sender commits, so this file has a database of its own.
let db: Db;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await ownDatabase("mails"));
});
afterEach(async () => {
  await db.delete(mails);
});
afterAll(() => close());

const appUrl = "https://chat.example.org";
const after = (milliseconds: number) => new Date(now.getTime() + milliseconds);
/** One look for what is due, at a moment that stands still. */
const send = (transport: MailTransport, at = now) => sendMails(db, transport, () => at);
/** Never aborts. */
const { signal } = new AbortController();
const through = (url: string): MailTransport =>
  openTransport({ mail: { url, from: "ConvoSphere <chat@example.org>" }, dataDir: "", appUrl });
const deaf: MailTransport = { send: () => Promise.reject(new Error("nobody there")), close: () => {} };

async function aMail(email?: string) {
  const person = await aPerson(db, email === undefined ? {} : { email });
  await tell(person, person.actor.id, "password-changed", {});
  return person;
}

const rows = () => db.select().from(mails).orderBy(mails.id);

describe("the sender", () => {
  test("hands a mail to the mail server once, and forgets what was in it", async () => {
    const smtp = await startSmtp();
    const transport = through(smtp.url);
    await aMail("anna@example.org");
    expect(await send(transport)).toBe(1);
    expect(await send(transport, after(LEASE * 2))).toBe(0);
    expect(smtp.received).toMatchObject([{ from: "chat@example.org", to: ["anna@example.org"] }]);
    const [{ raw } = { raw: "" }] = smtp.received;
    expect(raw).toMatch(/^Subject: Your password was changed\r$/m);
    expect(raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
    expect(raw, "plain text and nothing else").toMatch(/^Content-Type: text\/plain/m);
    expect(textOf(raw)).toMatch(/^http:\/\/\S+\/sign-in\/forgotten\r?$/m);
    expect(await rows()).toMatchObject([{ content: null, attempts: 1, failed: false, sentAt: now }]);
    transport.close();
    await smtp.close();
  });

  test("tries again after ten seconds, then longer, and after eight tries gives up with an event", async () => {
    expect([1, 2, 3, 4, 5, 6, 7].map((attempt) => pauseAfter(attempt) / 1000)).toEqual([
      10, 40, 160, 640, 2560, 3600, 3600,
    ]);
    await aMail();
    let at = now;
    for (let attempt = 1; attempt <= MOST_ATTEMPTS; attempt += 1) {
      expect(await send(deaf, new Date(at.getTime() - 1)), "not before its time").toBe(0);
      expect(await send(deaf, at)).toBe(1);
      at = new Date(at.getTime() + pauseAfter(attempt));
    }
    expect(await rows()).toMatchObject([{ failed: true, attempts: MOST_ATTEMPTS, content: null, sentAt: null }]);
    expect(await send(deaf, new Date(at.getTime() + 86_400_000))).toBe(0);
    const failed = await db.select().from(securityEvents).where(eq(securityEvents.name, "mail.failed"));
    expect(failed).toMatchObject([{ data: { kind: "password-changed", attempts: MOST_ATTEMPTS } }]);
  });

  test("delivers in the end what a mail server put off", async () => {
    let busy = true;
    const smtp = await startSmtp({ refuse: () => busy });
    const transport = through(smtp.url);
    await aMail();
    await send(transport);
    expect(smtp.received).toEqual([]);
    busy = false;
    await send(transport, after(10_000));
    expect(smtp.received).toHaveLength(1);
    transport.close();
    await smtp.close();
  });

  test("loses nothing when its process dies with a mail in hand: another takes it when the lease is over", async () => {
    await aMail();
    const dying: MailTransport = { send: () => new Promise(() => {}), close: () => {} };
    void send(dying);
    await expect.poll(async () => (await rows())[0]?.attempts).toBe(1);
    const sent: Mail[] = [];
    const living: MailTransport = { send: async (mail) => void sent.push(mail), close: () => {} };
    expect(await send(living, after(LEASE - 1))).toBe(0);
    expect(await send(living, after(LEASE))).toBe(1);
    expect(sent).toHaveLength(1);
  });

  test("of ten that work at the same moment, no two take the same mail", async () => {
    for (let count = 0; count < 20; count += 1) await aMail();
    const sent: string[] = [];
    const slow: MailTransport = {
      send: async ({ id }) => {
        sent.push(id);
        await new Promise((resolve) => setTimeout(resolve, 20));
      },
      close: () => {},
    };
    await Promise.all(Array.from({ length: 10 }, () => send(slow)));
    await send(slow);
    expect(sent).toHaveLength(20);
    expect(new Set(sent).size).toBe(20);
  });

  test("sends nothing of a transaction that was rolled back", async () => {
    const person = await aPerson(db);
    await db
      .transaction(async (tx) => {
        await tell({ ...person, db: tx as unknown as Db }, person.actor.id, "password-changed", {});
        throw new Error("changed my mind");
      })
      .catch(() => {});
    expect(await rows()).toEqual([]);
  });
});

describe("what leaves", () => {
  test("nothing is readable in the waiting row", async () => {
    await aMail("sealed-away@example.org");
    const [row] = await rows();
    expect(row?.content?.toString("latin1")).not.toMatch(/sealed-away|forgotten|Subject/);
  });

  test("is in the owner's language", async () => {
    const person = await aPerson(db, { email: "german@example.org" });
    const { changeLanguage } = await import("#lib/identity/change-language.ts");
    await changeLanguage(person, "de");
    await tell(person, person.actor.id, "new-device", {});
    const sent: Mail[] = [];
    await send({ send: async (mail) => void sent.push(mail), close: () => {} });
    expect(sent[0]?.subject).toBe("Neue Anmeldung in Ihrem Konto");
    expect(sent[0]?.text).toMatch(/^22\. November 2026 um 12:00 UTC$/m);
    expect(sent[0]?.text).toMatch(/^203\.0\.113\.7$/m);
  });

  const mail: Mail = {
    id: "0190",
    to: "anna@example.org",
    subject: "Grüße",
    text: "Hallo,\n\nhttps://x.example/#token\n",
  };

  test.each([
    ["anna@example.org\r\nBcc: all@example.org", "Hi"],
    ["anna@example.org, all@example.org", "Hi"],
    ["<anna@example.org>", "Hi"],
    ["anna@example.org", "Hi\r\nBcc: all@example.org"],
    ["anna@example.org", "Hi\nX: y"],
    ["anna@example.org", "Hi\u2028X: y"],
  ])("has no room for a second header or address: %j, %j", async (to, subject) => {
    const smtp = await startSmtp();
    const dataDir = mkdtempSync(join(tmpdir(), "convosphere-mails-"));
    for (const transport of [through(smtp.url), openTransport({ mail: null, dataDir, appUrl })]) {
      await expect(transport.send({ ...mail, to, subject }, signal)).rejects.toThrow();
      transport.close();
    }
    expect(smtp.received).toEqual([]);
    expect(readdirSync(dataDir)).toEqual([]);
    rmSync(dataDir, { recursive: true });
    await smtp.close();
  });

  test("a body cannot end the mail early or begin another command", async () => {
    const smtp = await startSmtp();
    const transport = through(smtp.url);
    await transport.send({ ...mail, subject: "Hi", text: "one\n.\nMAIL FROM:<evil@example.org>\ntwo\n" }, signal);
    expect(smtp.received).toHaveLength(1);
    expect(textOf(smtp.received[0]?.raw ?? "")).toContain("MAIL FROM:<evil@example.org>");
    transport.close();
    await smtp.close();
  });

  test("without a mail server becomes a file that only its owner may read, with the link in one piece", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "convosphere-mails-"));
    const transport = openTransport({ mail: null, dataDir, appUrl });
    await transport.send(mail, signal);
    await transport.send(mail, signal); // a repetition is no second mail
    const [file = "", ...more] = readdirSync(join(dataDir, "mails"));
    expect(more).toEqual([]);
    expect(statSync(join(dataDir, "mails", file)).mode & 0o777).toBe(0o600);
    const raw = readFileSync(join(dataDir, "mails", file), "utf8");
    expect(raw).toMatch(/^To: anna@example\.org\r$/m);
    expect(raw).toMatch(/^Subject: =\?utf-8\?B\?R3LDvMOfZQ==\?=\r$/m);
    expect(raw).toMatch(/^https:\/\/x\.example\/#token\r$/m);
    rmSync(dataDir, { recursive: true });
  });

  test("never goes to another machine without TLS, nor to a server whose certificate nobody vouches for", async () => {
    // smtp-server comes with a certificate that it signed itself.
    const untrusted = await startSmtp({ secure: true, disabledCommands: ["AUTH"] });
    const secure = through(`smtps://127.0.0.1:${untrusted.port}`);
    await expect(secure.send(mail, signal)).rejects.toThrow(/self-signed|certificate/i);
    expect(untrusted.received).toEqual([]);
    // An address that counts as another machine, though it leads here: STARTTLS is demanded, and this server has none.
    const plain = await startSmtp({ host: "0.0.0.0" });
    const elsewhere = through(`smtp://127.0.0.2:${plain.port}`);
    await expect(elsewhere.send(mail, signal)).rejects.toThrow(/STARTTLS/);
    expect(plain.received).toEqual([]);
    const allowed = through(`smtp://127.0.0.2:${plain.port}?tls=off`);
    await allowed.send(mail, signal);
    expect(plain.received).toHaveLength(1);
    for (const transport of [secure, elsewhere, allowed]) transport.close();
    await Promise.all([untrusted.close(), plain.close()]);
  });
});

describe("the owner is told", () => {
  const kinds = async () => (await rows()).map(({ kind }) => kind);

  test("of a browser that is new, but not of the first one", async () => {
    const person = await aPerson(db);
    expect(await kinds()).toEqual([]);
    const { startSession } = await import("#lib/identity/sessions/start-session.ts");
    const account = { id: person.actor.id, role: "user" as const };
    const started = await startSession(anonymousCtx(db), account, { method: "password" });
    expect(await kinds()).toEqual(["new-device"]);
    const deviceToken = started.deviceToken;
    await startSession(anonymousCtx(db), account, { method: "password", deviceToken });
    expect(await kinds()).toEqual(["new-device"]);
  });

  test("of a session that ended because there were too many", async () => {
    const person = await aPerson(db, { role: "admin" });
    const { startSession } = await import("#lib/identity/sessions/start-session.ts");
    const account = { id: person.actor.id, role: "admin" as const };
    const { deviceToken } = await startSession(anonymousCtx(db), account, { method: "password" });
    expect(await kinds()).toEqual(["new-device"]);
    await startSession(anonymousCtx(db), account, { method: "password", deviceToken });
    expect(await kinds()).toEqual(["new-device", "sessions-ended"]);
  });
});
