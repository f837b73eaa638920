import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { type Env, env } from "./env.ts";
import { processState } from "./process-state.ts";

/** A plain-text mail. `id` is the same at every try, so that a receiver can tell a repetition. */
export type Mail = { id: string; to: string; subject: string; text: string };

/**
 * Hands mails on. `send` resolves once the next server has accepted one (or the file is written), and rejects otherwise;
 * when the signal aborts it hangs up and rejects.
 */
export type MailTransport = { send(mail: Mail, signal: AbortSignal): Promise<void>; close(): void };

/** How long the other server may be silent at each step, in milliseconds. What all steps together may take, the signal says. */
const PATIENCE = 10_000;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The transport of this process. */
export function mailTransport(): MailTransport {
  return processState("mail", () => openTransport(env()));
}

export function openTransport({ mail, dataDir, appUrl }: Pick<Env, "mail" | "dataDir" | "appUrl">): MailTransport {
  return mail === null ? intoFolder(mailFolder(dataDir), appUrl) : throughSmtp(mail, appUrl);
}

/** Where mails lie that no server sends. */
export const mailFolder = (dataDir: string) => join(dataDir, "mails");

/**
 * TLS from the first byte for `smtps`, STARTTLS for `smtp`; certificates are checked either way. Only traffic that stays
 * on this machine goes unencrypted, unless the address itself says `tls=off`.
 */
function throughSmtp({ url, from }: { url: string; from: string }, appUrl: string): MailTransport {
  const { protocol, hostname, port, username, password, searchParams } = new URL(url);
  const secure = protocol === "smtps:";
  const plain = !secure && (LOOPBACK.has(hostname) || searchParams.get("tls") === "off");
  const transport = createTransport({
    host: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !plain,
    ignoreTLS: plain,
    tls: { minVersion: "TLSv1.2", rejectUnauthorized: true },
    ...(username === "" ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: PATIENCE,
    greetingTimeout: PATIENCE,
    socketTimeout: PATIENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(mail, signal) {
      const { to, subject } = oneLine(mail);
      await transport.sendMail({
        from,
        // As an object, so that nothing in it is read as a second address.
        to: { name: "", address: to },
        subject,
        text: mail.text,
        messageId: messageId(mail, appUrl),
        headers: { "Auto-Submitted": "auto-generated" },
        signal,
      });
    },
    close: () => transport.close(),
  };
}

/** For instances without a mail server: one file per mail, for whoever runs this to read or to pass on. */
function intoFolder(folder: string, appUrl: string): MailTransport {
  return {
    async send(mail, signal) {
      const content = compose(mail, appUrl);
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const file = join(folder, `${mail.id}.eml`);
      // Under its name only when it is whole.
      await writeFile(`${file}.part`, content, { mode: 0o600, signal });
      await rename(`${file}.part`, file);
    },
    close: () => {},
  };
}

/** RFC 5322, unfolded and unencoded, so that the links in it can be read and copied from the file as they are. */
function compose(mail: Mail, appUrl: string): string {
  const { to, subject } = oneLine(mail);
  const head = [
    `From: ConvoSphere <convosphere@${new URL(appUrl).hostname}>`,
    `To: ${to}`,
    `Subject: ${encodeWord(subject)}`,
    `Date: ${new Date().toUTCString().replace("GMT", "+0000")}`,
    `Message-ID: ${messageId(mail, appUrl)}`,
    "Auto-Submitted: auto-generated",
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "Content-Transfer-Encoding: 8bit",
  ];
  return [...head, "", mail.text].join("\n").replace(/\r?\n/g, "\r\n");
}

/** RFC 2047, for what is not ASCII. */
const encodeWord = (text: string) =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text, "utf8").toString("base64")}?=`;

const messageId = ({ id }: Mail, appUrl: string) => `<${id}@${new URL(appUrl).hostname}>`;

/** A line break in a header begins another header (CWE-93), and a space or comma another address. */
function oneLine({ to, subject }: Mail): { to: string; subject: string } {
  if (/[\s,;<>"\p{Cc}]/u.test(to) || !/^[^@]+@[^@]+$/.test(to)) throw new Error("A mail has no proper address.");
  if (/[\p{Cc}\u2028\u2029]/u.test(subject)) throw new Error("A mail has no proper subject.");
  return { to, subject };
}
