import { lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { mails } from "#db/schema/sessions.ts";
import { KEPT } from "./numbers.ts";

/** Forgets mails of a month ago. Whatever is that old was sent or given up long since. */
export async function sweepMails(db: Db, now: Date): Promise<void> {
  await db.delete(mails).where(lt(mails.createdAt, new Date(now.getTime() - KEPT)));
}
