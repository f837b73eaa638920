import { and, desc, eq, gt, inArray, lt, type SQL } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { securityEvents } from "#db/schema/events.ts";
import { accountBox, systemBox } from "#lib/crypto/data-keys.ts";
import type { EventFilter, ShownEvent } from "./schema.ts";

/** Events that one page holds. */
export const PAGE = 50;

/** The newest events that fit the filter, newest first; `before` is the sequence number to go on from. */
export async function listEvents(db: Db, filter: EventFilter, showOrigin: boolean): Promise<ShownEvent[]> {
  const rows = await db
    .select()
    .from(securityEvents)
    .where(conditions(filter))
    .orderBy(desc(securityEvents.seq))
    .limit(PAGE);
  return Promise.all(rows.map((row) => show(db, row, showOrigin)));
}

/** One event by its sequence number, if it fits the filter: for the live list. */
export async function readEvents(
  db: Db,
  seqs: number[],
  filter: EventFilter,
  showOrigin: boolean,
): Promise<ShownEvent[]> {
  if (seqs.length === 0) return [];
  const rows = await db
    .select()
    .from(securityEvents)
    .where(and(inArray(securityEvents.seq, seqs), conditions(filter)))
    .orderBy(securityEvents.seq);
  return Promise.all(rows.map((row) => show(db, row, showOrigin)));
}

function conditions(filter: EventFilter): SQL | undefined {
  return and(
    filter.name === undefined ? undefined : eq(securityEvents.name, filter.name),
    filter.severity === undefined ? undefined : eq(securityEvents.severity, filter.severity),
    filter.actorId === undefined ? undefined : eq(securityEvents.actorId, filter.actorId),
    filter.before === undefined ? undefined : lt(securityEvents.seq, filter.before),
    filter.after === undefined ? undefined : gt(securityEvents.seq, filter.after),
  );
}

async function show(db: Db, row: typeof securityEvents.$inferSelect, showOrigin: boolean): Promise<ShownEvent> {
  return {
    seq: row.seq,
    id: row.id,
    name: row.name,
    severity: row.severity,
    at: row.at.toISOString(),
    actorKind: row.actorKind,
    actorId: row.actorId,
    requestId: row.requestId,
    data: row.data as Record<string, unknown>,
    origin:
      showOrigin && row.origin !== null
        ? await openOrigin(
            db,
            row.id,
            row.actorKind === "person" || row.actorKind === "token" ? row.actorId : null,
            row.origin,
          )
        : null,
  };
}

/** Null when the person's key is destroyed: the event stays, where it came from is gone. */
async function openOrigin(
  db: Db,
  eventId: string,
  accountId: string | null,
  sealed: Buffer,
): Promise<ShownEvent["origin"]> {
  try {
    const box = accountId === null ? await systemBox(db) : await accountBox(db, accountId);
    return JSON.parse(box.open("security_events.origin", eventId, sealed)) as ShownEvent["origin"];
  } catch {
    return null;
  }
}
