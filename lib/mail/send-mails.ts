import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { mails } from "#db/schema/sessions.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { answerAskedLink } from "#lib/identity/links/answer-asked-link.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { log } from "#lib/platform/log.ts";
import type { MailTransport } from "#lib/platform/mail.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { AT_ONCE, LEASE, MOST_ATTEMPTS, pauseAfter } from "./numbers.ts";
import type { MailContent } from "./queue-mail.ts";

type Row = typeof mails.$inferSelect;

/** Sends what is due, at most a handful at the same time; answers how many were taken. */
export async function sendMails(db: Db, transport: MailTransport, now: Date): Promise<number> {
  const ctx: Ctx = { ...systemCtx({ kind: "system", job: "mails" }), db, now };
  const taken = await take(ctx);
  await Promise.all(taken.map((row) => handle(ctx, transport, row)));
  return taken.length;
}

/**
 * Leases mails to this process: no other takes them meanwhile, and no transaction stays open while a mail server is slow.
 * A process that dies with a mail in hand leaves it to be sent again when the lease is over: never lost, at worst twice.
 */
function take({ db, now }: Ctx): Promise<Row[]> {
  const due = db
    .select({ id: mails.id })
    .from(mails)
    .where(and(isNull(mails.sentAt), eq(mails.failed, false), lte(mails.nextAttemptAt, now)))
    .orderBy(asc(mails.createdAt))
    .limit(AT_ONCE)
    .for("update", { skipLocked: true });
  return db
    .update(mails)
    .set({ attempts: sql`${mails.attempts} + 1`, nextAttemptAt: new Date(now.getTime() + LEASE) })
    .where(sql`${mails.id} = any(array(${due}))`)
    .returning();
}

async function handle(ctx: Ctx, transport: MailTransport, row: Row): Promise<void> {
  try {
    if (row.attempts > MOST_ATTEMPTS) return await giveUp(ctx, row);
    const content = await open(ctx, row);
    if (content === null) return await giveUp(ctx, row);
    if ("asked" in content) {
      await inTransaction(ctx, async (tx) => {
        await answerAskedLink(tx, content.asked);
        await markSent(tx, row);
      });
    } else {
      await transport.send({ id: row.id, ...content });
      await markSent(ctx, row);
    }
  } catch (error) {
    log().warn({ err: error, kind: row.kind, attempts: row.attempts }, "a mail could not be sent");
    await postpone(ctx, row).catch((cause: unknown) => log().error({ err: cause }, "a mail could not be put off"));
  }
}

/** Null when it does not open: its key is gone, and so is whoever it was for. */
async function open({ db }: Ctx, row: Row): Promise<MailContent | null> {
  if (row.content === null) return null;
  try {
    return JSON.parse((await systemBox(db)).open("mails.content", row.id, row.content)) as MailContent;
  } catch {
    return null;
  }
}

async function markSent({ db, now }: Ctx, { id }: Row): Promise<void> {
  await db.update(mails).set({ sentAt: now, content: null }).where(eq(mails.id, id));
}

async function postpone(ctx: Ctx, row: Row): Promise<void> {
  if (row.attempts >= MOST_ATTEMPTS) return giveUp(ctx, row);
  const nextAttemptAt = new Date(ctx.now.getTime() + pauseAfter(row.attempts));
  await ctx.db.update(mails).set({ nextAttemptAt }).where(eq(mails.id, row.id));
}

function giveUp(ctx: Ctx, { id, kind, attempts }: Row): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    await tx.db.update(mails).set({ failed: true, content: null }).where(eq(mails.id, id));
    await emit(tx, "mail.failed", { kind, attempts: Math.min(attempts, MOST_ATTEMPTS) });
  });
}
