import { createServer, type Socket } from "node:net";
import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Db } from "#db/client.ts";
import { securityEvents } from "#db/schema/events.ts";
import { mails, oneTimeLinks } from "#db/schema/sessions.ts";
import { mailVerification } from "#lib/identity/links/verify-email.ts";
import { linkLifetime } from "#lib/identity/numbers.ts";
import { tell } from "#lib/identity/tell.ts";
import { LEASE, LONGEST_SEND, MOST_ATTEMPTS, pauseAfter } from "#lib/mail/numbers.ts";
import { queueAskedLink } from "#lib/mail/queue-mail.ts";
import { sendMails } from "#lib/mail/send-mails.ts";
import { type Mail, type MailTransport, openTransport } from "#lib/platform/mail.ts";
import { forgetProcessState, processState } from "#lib/platform/process-state.ts";
import { aPerson, now } from "#tests/support/factories.ts";
import { ownDatabase } from "#tests/support/own-database.ts";

let db: Db;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await ownDatabase("mail_lease"));
});
afterEach(async () => {
  vi.restoreAllMocks();
  forgetProcessState("crypto.keyring");
  await db.delete(mails);
  await db.delete(securityEvents);
});
afterAll(() => close());

const after = (milliseconds: number, from = now) => new Date(from.getTime() + milliseconds);
const send = (transport: MailTransport, at = now) => sendMails(db, transport, () => at);
const rows = () => db.select().from(mails).orderBy(mails.id);
const failures = () => db.select().from(securityEvents).where(eq(securityEvents.name, "mail.failed"));
const deaf: MailTransport = { send: () => Promise.reject(new Error("nobody there")), close: () => {} };

function postbox(): MailTransport & { sent: Mail[] } {
  const sent: Mail[] = [];
  return { sent, send: async (mail) => void sent.push(mail), close: () => {} };
}

async function aMail() {
  const person = await aPerson(db);
  await tell(person, person.actor.id, "password-changed", {});
}

/** A mail server that holds whoever sends until it is told what comes of it. */
function slowServer() {
  let answer = (_: Error | null) => {};
  const asked = Promise.withResolvers<void>();
  const transport: MailTransport = {
    send: () => {
      asked.resolve();
      return new Promise((resolve, reject) => {
        answer = (error) => (error === null ? resolve() : reject(error));
      });
    },
    close: () => {},
  };
  return { transport, asked: asked.promise, answer: (error: Error | null) => answer(error) };
}

describe("a mail that cannot be opened", () => {
  test("is given up when it was altered, for no later try will open it", async () => {
    await aMail();
    const [row] = await rows();
    const altered = Buffer.from(row?.content as Buffer);
    altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
    await db.update(mails).set({ content: altered });
    const box = postbox();
    await send(box);
    expect(await rows()).toMatchObject([{ failed: true, content: null }]);
    expect(box.sent).toEqual([]);
  });

  test("is kept and tried again while the key is out of reach", async () => {
    await aMail();
    for (const state of ["crypto.boxes", "crypto.keyring"]) forgetProcessState(state);
    processState("crypto.keyring", () => ({ current: 9, keys: new Map() }));
    await send(deaf);
    expect(await rows()).toMatchObject([{ failed: false, attempts: 1, nextAttemptAt: after(pauseAfter(1)) }]);
    expect(await failures()).toEqual([]);
    forgetProcessState("crypto.keyring");
    const box = postbox();
    await send(box, after(pauseAfter(1)));
    expect(box.sent).toHaveLength(1);
  });
});

describe("the lease of a mail", () => {
  test("is longer than a mail server can hold the sender, however it drips", async () => {
    expect(LONGEST_SEND + 10_000).toBeLessThan(LEASE);
    // Never silent for long, never done: the timeouts for silence do not end this.
    const sockets: Socket[] = [];
    const server = createServer((socket) => {
      sockets.push(socket.on("error", () => {}).resume());
      socket.write("220 hello\r\n");
      const drip = setInterval(() => socket.write("250-wait\r\n"), 20);
      socket.on("close", () => clearInterval(drip));
    });
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const url = `smtp://127.0.0.1:${port}`;
    const transport = openTransport({ mail: { url, from: "a@example.org" }, dataDir: "", appUrl: "http://x" });
    // Time runs a hundred times as fast.
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    vi.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => timeout(milliseconds / 100));
    await aMail();
    expect(await send(transport)).toBe(1);
    expect(await rows()).toMatchObject([{ sentAt: null, attempts: 1, nextAttemptAt: after(pauseAfter(1)) }]);
    await expect.poll(() => sockets.map((socket) => socket.readableEnded), { timeout: 10_000 }).toEqual([true]);
  });

  test("once lost is seen by a sender that failed: it does not put off what another has in hand", async () => {
    await aMail();
    const [first, second] = [slowServer(), slowServer()];
    const slow = send(first.transport);
    await first.asked;
    const other = send(second.transport, after(LEASE));
    await second.asked;
    first.answer(new Error("too slow"));
    await slow;
    expect(await rows()).toMatchObject([{ attempts: 2, nextAttemptAt: after(LEASE * 2), failed: false }]);
    second.answer(null);
    await other;
    expect(await rows()).toMatchObject([{ sentAt: after(LEASE), content: null }]);
  });

  test("once lost is seen by a sender that was late: it does not end the mail under another's hands", async () => {
    await aMail();
    const [first, second] = [slowServer(), slowServer()];
    const slow = send(first.transport);
    await first.asked;
    const other = send(second.transport, after(LEASE));
    await second.asked;
    first.answer(null);
    await slow;
    expect(await rows()).toMatchObject([{ attempts: 2, sentAt: null }]);
    second.answer(new Error("no"));
    await other;
    expect(await rows()).toMatchObject([{ sentAt: null, nextAttemptAt: after(LEASE + pauseAfter(2)) }]);
  });

  test("once lost is seen by a sender at its last try: it does not give up what another has in hand", async () => {
    await aMail();
    await db.update(mails).set({ attempts: MOST_ATTEMPTS - 1 });
    const { transport, asked, answer } = slowServer();
    const slow = send(transport);
    await asked;
    await db.update(mails).set({ attempts: MOST_ATTEMPTS + 1 }); // taken by another
    answer(new Error("too slow"));
    await slow;
    expect(await rows()).toMatchObject([{ failed: false }]);
    expect(await failures()).toEqual([]);
  });
});

test("the pause before the next try counts from the failure, not from when the try began", async () => {
  await aMail();
  let at = now;
  const slow: MailTransport = {
    send: async () => {
      at = after(30_000);
      throw new Error("too slow");
    },
    close: () => {},
  };
  await sendMails(db, slow, () => at);
  expect(await rows()).toMatchObject([{ nextAttemptAt: after(30_000 + pauseAfter(1)) }]);
});

describe("a mail with a link", () => {
  async function aVerification(at = now) {
    const person = { ...(await aPerson(db)), now: at };
    await mailVerification(person, person.actor.id);
    return person;
  }

  test("is sent in the last moment of the link's life, and given up with an event after it", async () => {
    await aVerification();
    const life = linkLifetime["verify-email"];
    const box = postbox();
    await send(box, after(life - 1));
    expect(box.sent).toHaveLength(1);
    await aVerification();
    await send(box, after(life));
    expect(box.sent).toHaveLength(1);
    expect(await rows()).toMatchObject([{}, { failed: true, content: null, sentAt: null }]);
    expect(await failures()).toMatchObject([{ data: { kind: "verify-email", attempts: 0 } }]);
  });

  test("is dropped without a word when a newer one took its place, and the newer one is sent", async () => {
    const person = await aVerification();
    await mailVerification({ ...person, now: after(1_000) }, person.actor.id);
    const [, newer] = await rows();
    const box = postbox();
    await send(box, after(1_000));
    expect(box.sent.map(({ id }) => id)).toEqual([newer?.id]);
    expect(await rows()).toMatchObject([{ id: newer?.id }]);
    expect(await failures()).toEqual([]);
  });

  test("is dropped when the link was used", async () => {
    const person = await aVerification();
    await db.update(oneTimeLinks).set({ usedAt: now }).where(eq(oneTimeLinks.accountId, person.actor.id));
    const box = postbox();
    await send(box);
    expect([box.sent, await rows()]).toEqual([[], []]);
  });

  test("that was asked for is made when it is sent, so it is fresh however long the request waited", async () => {
    const person = await aPerson(db, { email: "waits@example.org" });
    await queueAskedLink(person, { purpose: "sign-in", email: "waits@example.org" });
    const late = after(linkLifetime["sign-in"] * 2);
    const box = postbox();
    await send(box, late);
    await send(box, late);
    expect(box.sent).toMatchObject([{ to: "waits@example.org" }]);
  });
});
