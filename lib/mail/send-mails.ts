import { and, asc, eq, isNull, lte, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { mails } from "#db/schema/sessions.ts";
import { UnsealError } from "#lib/crypto/box.ts";
import { systemBox } from "#lib/crypto/data-keys.ts";
import { answerAskedLink } from "#lib/identity/links/answer-asked-link.ts";
import { type Ctx, inTransaction } from "#lib/platform/context.ts";
import { log } from "#lib/platform/log.ts";
import type { MailTransport } from "#lib/platform/mail.ts";
import { systemCtx } from "#lib/platform/system-context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { carriedLink } from "./carried-link.ts";
import { AT_ONCE, LEASE, LONGEST_SEND, MOST_ATTEMPTS, pauseAfter } from "./numbers.ts";
import type { MailContent } from "./queue-mail.ts";

type Row = typeof mails.$inferSelect;
/** The context of this very moment: sending takes its time. */
type Moment = () => Ctx;

/** Sends what is due, at most a handful at the same time; answers how many were taken. */
export async function sendMails(db: Db, transport: MailTransport, clock: () => Date): Promise<number> {
  const system = systemCtx({ kind: "system", job: "mails" });
  const moment: Moment = () => ({ ...system, db, now: clock() });
  // Runs from before the lease begins, so that it is over first.
  const signal = AbortSignal.timeout(LONGEST_SEND);
  const taken = await take(moment());
  await Promise.all(taken.map((row) => handle(moment, transport, signal, row)));
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

/** Holds for whoever took the mail last. A lease that ran out is seen by it: another has counted one more attempt. */
const inHand = ({ id, attempts }: Row) => and(eq(mails.id, id), eq(mails.attempts, attempts));

async function handle(moment: Moment, transport: MailTransport, signal: AbortSignal, row: Row): Promise<void> {
  try {
    if (row.attempts > MOST_ATTEMPTS) return await giveUp(moment(), row, MOST_ATTEMPTS);
    const content = await open(moment(), row);
    if (content === null) return await giveUp(moment(), row, row.attempts);
    if ("asked" in content) {
      await inTransaction(moment(), async (tx) => {
        if (await markSent(tx, row)) await answerAskedLink(tx, content.asked);
      });
      return;
    }
    const link = await carriedLink(moment(), row);
    if (link === "gone") return await drop(moment(), row);
    if (link === "expired") return await giveUp(moment(), row, row.attempts - 1);
    await transport.send({ id: row.id, ...content }, signal);
    if (!(await markSent(moment(), row))) log().warn({ kind: row.kind }, "a mail was sent too late and may come twice");
  } catch (error) {
    log().warn({ err: error, kind: row.kind, attempts: row.attempts }, "a mail could not be sent");
    await postpone(moment(), row).catch((cause: unknown) => log().error({ err: cause }, "a mail could not be put off"));
  }
}

/** Null when the content is not what was sealed here, and never will be. Whatever else goes wrong may be right next time. */
async function open({ db }: Ctx, row: Row): Promise<MailContent | null> {
  if (row.content === null) return null;
  const box = await systemBox(db);
  try {
    return JSON.parse(box.open("mails.content", row.id, row.content)) as MailContent;
  } catch (error) {
    if (error instanceof UnsealError) return null;
    throw error;
  }
}

/** False when somebody else has the mail by now. */
async function markSent({ db, now }: Ctx, row: Row): Promise<boolean> {
  const done = await db
    .update(mails)
    .set({ sentAt: now, content: null })
    .where(inHand(row))
    .returning({ id: mails.id });
  return done.length > 0;
}

async function postpone(ctx: Ctx, row: Row): Promise<void> {
  if (row.attempts >= MOST_ATTEMPTS) return giveUp(ctx, row, row.attempts);
  const nextAttemptAt = new Date(ctx.now.getTime() + pauseAfter(row.attempts));
  await ctx.db.update(mails).set({ nextAttemptAt }).where(inHand(row));
}

/** Nobody misses a mail whose link was used, or for which a newer one is on its way. */
async function drop({ db }: Ctx, row: Row): Promise<void> {
  await db.delete(mails).where(inHand(row));
}

function giveUp(ctx: Ctx, row: Row, attempts: number): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const done = await tx.db
      .update(mails)
      .set({ failed: true, content: null })
      .where(inHand(row))
      .returning({ id: mails.id });
    if (done.length > 0) await emit(tx, "mail.failed", { kind: row.kind, attempts });
  });
}
