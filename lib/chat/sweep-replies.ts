import { and, eq, lt } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { messages } from "#db/schema/chat.ts";

/** A reply whose process gave no sign of life for so long has lost it. Milliseconds. */
const DEAD_AFTER = 10_000;

/** Marks replies whose process died as interrupted; what was saved of them stays. Returns how many. */
export async function sweepReplies(db: Db, now: Date): Promise<number> {
  const swept = await db
    .update(messages)
    .set({ state: "interrupted", beatAt: null })
    .where(and(eq(messages.state, "streaming"), lt(messages.beatAt, new Date(now.getTime() - DEAD_AFTER))))
    .returning({ id: messages.id });
  return swept.length;
}
