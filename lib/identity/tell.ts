import type { Role } from "#lib/access/schema.ts";
import type { Language } from "#lib/i18n/languages.ts";
import { type MailKind, type MailWords, mailWords, queueMail } from "#lib/mail/queue-mail.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { env } from "#lib/platform/env.ts";
import { countryName, countryOf } from "#lib/platform/places.ts";
import { deviceWords } from "./device-words.ts";
import { readProfile } from "./queries.ts";

type Factor = "totp" | "passkey" | "recovery-codes" | "oidc";

/** What the owner of an account is told, and the facts that each kind needs. */
export type Told = {
  "new-device": object;
  "new-factor": { factor: Factor };
  "removed-factor": { factor: Factor };
  "factors-reset": object;
  "password-changed": object;
  "email-change-asked": object;
  "email-changed": object;
  "role-changed": { role: Role };
  "sessions-ended": { count: number };
  "glass-broken": { minutes: number };
  "session-reported": object;
  "file-quarantined": object;
  "file-released": object;
  "file-destroyed": object;
};
export type ToldKind = keyof Told & MailKind;

/** The page that a mail leads to. */
const pageOf: Partial<Record<ToldKind, string>> = {
  "role-changed": "/sign-in",
  "factors-reset": "/sign-in",
  "email-changed": "/sign-in",
  "password-changed": "/sign-in/forgotten",
  "session-reported": "/sign-in/forgotten",
  "file-quarantined": "/documents",
  "file-released": "/documents",
  "file-destroyed": "/documents",
};

/**
 * Mails the owner of an account what has just happened to it; goes out when the caller's transaction commits. `to` is
 * their address, where it is not the one that the account has at this moment.
 */
export async function tell<K extends ToldKind>(
  tx: Ctx,
  accountId: string,
  kind: K,
  facts: Told[K],
  to?: string,
): Promise<void> {
  const { email, language } = await readProfile(tx.db, accountId);
  const t = mailWords(language);
  const values = {
    ...inWords(t, facts),
    link: `${env().appUrl}${pageOf[kind] ?? "/settings/security"}`,
    time: timeIn(language, tx.now),
    device: device(t, tx.device),
    where: await where(t, tx.address, language),
  };
  await queueMail(tx, { kind, accountId, to: to ?? email, language, values });
}

function inWords(t: MailWords, facts: object): Record<string, string | number> {
  const words = Object.entries(facts).map(([name, value]: [string, string | number]) => [
    name,
    name === "factor" || name === "role" ? t(`${name}.${value}`) : value,
  ]);
  return Object.fromEntries(words);
}

function device(t: MailWords, userAgent: string | null): string {
  const { browser, system } = deviceWords(userAgent);
  if (browser !== null && system !== null) return t("device", { browser, system });
  return browser ?? system ?? t("unknownDevice");
}

async function where(t: MailWords, address: string | null, language: Language): Promise<string> {
  if (address === null) return t("unknownPlace");
  const country = await countryOf(address);
  return country === null ? address : `${address}, ${countryName(country, language)}`;
}

function timeIn(language: Language, at: Date): string {
  const locale = { en: "en-GB", de: "de-DE" }[language];
  const words = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone: "UTC" }).format(at);
  return `${words} UTC`;
}
