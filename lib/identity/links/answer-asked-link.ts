import { eq } from "drizzle-orm";
import { accounts } from "#db/schema/accounts.ts";
import { oidcIdentities } from "#db/schema/factors.ts";
import { type AskedLink, queueMail } from "#lib/mail/queue-mail.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { env } from "#lib/platform/env.ts";
import { findAccountId } from "../queries.ts";
import { issueAccountLink } from "./issue-account-link.ts";

/** What comes of a request for a link, apart from whoever asked: a mail with one, or nothing. */
export async function answerAskedLink(tx: Ctx, { purpose, email }: AskedLink): Promise<void> {
  const accountId = await findAccountId(tx.db, email);
  if (accountId === null) return;
  const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, accountId));
  if (account === undefined || account.state === "suspended") return;
  const to = { accountId, to: email, language: account.language };
  // Whoever an organisation lets in must not get around it through a mailbox.
  if (account.passwordHash === null && (await isLetInElsewhere(tx, accountId))) {
    return queueMail(tx, { kind: "no-password", ...to, values: { link: `${env().appUrl}/sign-in` } });
  }
  const link = await issueAccountLink(tx, accountId, purpose, email);
  await queueMail(tx, { kind: purpose, ...to, values: { link } });
}

async function isLetInElsewhere(tx: Ctx, accountId: string): Promise<boolean> {
  const mine = eq(oidcIdentities.accountId, accountId);
  return (await tx.db.select({ id: oidcIdentities.id }).from(oidcIdentities).where(mine).limit(1)).length > 0;
}
