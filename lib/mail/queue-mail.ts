import { sql } from "drizzle-orm";
import { createTranslator } from "use-intl/core";
import { uuidv7 } from "uuidv7";
import { mails } from "#db/schema/sessions.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { catalogs, type Messages } from "#lib/i18n/catalogs.ts";
import type { Language } from "#lib/i18n/languages.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { env } from "#lib/platform/env.ts";

/** The Postgres channel on which a committed mail announces itself. */
export const MAILS_CHANNEL = "mails";

export type MailKind = keyof Messages["mails"]["kind"];

/** Somebody asked for a link under an address that may belong to nobody. What comes of it is found out when it is sent. */
export type AskedLink = { purpose: "reset-password" | "sign-in"; email: string };

/** What a waiting row holds, sealed. */
export type MailContent = { to: string; subject: string; text: string } | { asked: AskedLink };

type NewMail = {
  kind: MailKind;
  accountId: string;
  to: string;
  language: Language;
  /** What the sentences of this kind name in braces. */
  values: Record<string, string | number>;
};

/** Writes a mail that is sent once the caller's transaction has committed, and never when it has not. */
export async function queueMail(tx: Ctx, { kind, accountId, to, language, values }: NewMail): Promise<void> {
  const t = mailWords(language);
  const text = `${t(`kind.${kind}.text`, values)}\n\n-- \n${t("footer", { site: env().appUrl })}\n`;
  await insert(tx, kind, accountId, { to, subject: t(`kind.${kind}.subject`), text });
}

/** The same work whether or not there is such an account, so that the time it takes tells nothing. */
export function queueAskedLink(tx: Ctx, asked: AskedLink): Promise<void> {
  return insert(tx, asked.purpose, null, { asked });
}

export type MailWords = (key: string, values?: Record<string, string | number>) => string;

/** The sentences of mails in one language. */
export function mailWords(language: Language): MailWords {
  return createTranslator({
    locale: language,
    messages: { mails: catalogs[language].mails },
    namespace: "mails",
    timeZone: "UTC",
  } as never) as unknown as MailWords;
}

async function insert(tx: Ctx, kind: string, accountId: string | null, content: MailContent): Promise<void> {
  const id = uuidv7();
  const box = await systemBox(tx.db);
  await tx.db.insert(mails).values({
    id,
    accountId,
    kind,
    content: box.seal("mails.content", id, JSON.stringify(content)),
    createdAt: tx.now,
    nextAttemptAt: tx.now,
  });
  // Delivered at commit; whoever runs the worker wakes up.
  await tx.db.execute(sql`select pg_notify(${MAILS_CHANNEL}, '')`);
}
