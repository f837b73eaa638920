import { asc, eq, isNull } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { mails } from "#db/schema/sessions.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { answerAskedLink } from "#lib/identity/links/answer-asked-link.ts";
import type { MailContent } from "#lib/mail/queue-mail.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { systemCtx } from "#lib/platform/system-context.ts";

type Waiting = { kind: string; accountId: string | null; to: string; subject: string; text: string };

/** The mails that would be sent at `at`, the oldest first. What was asked for is answered on the way, as the sender does. */
export async function waitingMails(db: Db, at: Date): Promise<Waiting[]> {
  const ctx: Ctx = { ...systemCtx({ kind: "system", job: "mails" }), db, now: at };
  const box = await systemBox(db);
  const read = async () => {
    const rows = await db.select().from(mails).where(isNull(mails.sentAt)).orderBy(asc(mails.id));
    return rows.map(({ id, kind, accountId, content }) => ({
      ...{ id, kind, accountId },
      content: JSON.parse(box.open("mails.content", id, content as Buffer)) as MailContent,
    }));
  };
  for (const { id, content } of await read()) {
    if (!("asked" in content)) continue;
    await answerAskedLink(ctx, content.asked);
    await db.update(mails).set({ sentAt: at, content: null }).where(eq(mails.id, id));
  }
  return (await read()).map(({ kind, accountId, content }) => ({
    ...{ kind, accountId },
    ...(content as Exclude<MailContent, { asked: unknown }>),
  }));
}

/** The token of the one link of a mail. */
export function tokenIn(mail: { text: string } | undefined): string {
  const token = /#(cvs_[a-z]+_[\w-]+_[0-9a-f]{8})$/m.exec(mail?.text ?? "")?.[1];
  if (token === undefined) throw new Error("There is no link in this mail.");
  return token;
}
