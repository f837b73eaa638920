import { sql, type WithSubquery } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { securityEvents } from "#db/schema/events.ts";
import { accountBox, blindIndex, systemBox } from "#lib/crypto/data-keys.ts";
import type { Actor, ApiToken, Ctx, Person } from "#lib/platform/context.ts";
import { type EventData, type EventName, eventCatalog } from "./catalog.ts";

/** The Postgres channel on which every committed event announces its sequence number. */
export const EVENTS_CHANNEL = "security_events";

/**
 * Writes through `ctx.db`: inside a transaction the event commits or vanishes with the change it describes.
 * Throws when the data does not fit the catalogue: that is a bug.
 */
export async function emit<N extends EventName>(ctx: Ctx, name: N, data: EventData<N>): Promise<void> {
  await emitWith(ctx, [await eventOf(ctx, name, data)], []);
}

/** An event as it will be written; for {@link emitWith}. */
export async function eventOf<N extends EventName>(ctx: Ctx, name: N, data: EventData<N>): Promise<EventRow> {
  const entry = eventCatalog[name];
  const id = uuidv7();
  return {
    id,
    name,
    severity: entry.severity,
    at: ctx.now,
    actorKind: ctx.actor.kind,
    actorId: actorId(ctx.actor),
    sessionId: ctx.actor.kind === "person" ? ctx.actor.sessionId : null,
    requestId: ctx.requestId,
    data: entry.data.parse(data),
    ...(await origin(ctx, id)),
  };
}

/**
 * Writes events together with the changes they describe in one statement, which commits or fails as a whole: a fifth of
 * the work that a transaction of several statements costs. `changes` are named with `ctx.db.$with`.
 */
export async function emitWith(
  { db }: Pick<Ctx, "db">,
  events: [EventRow, ...EventRow[]],
  changes: readonly WithSubquery[],
): Promise<void> {
  const written = db
    .$with("written")
    .as(db.insert(securityEvents).values(events).returning({ seq: securityEvents.seq }));
  // Postgres delivers the announcement at commit, and never for a transaction that rolled back.
  await db
    .with(...changes, written)
    .select({ announced: sql`pg_notify(${EVENTS_CHANNEL}, ${written.seq}::text)` })
    .from(written);
}

type EventRow = typeof securityEvents.$inferInsert;

/** Who acted, as far as it is a lasting id. */
function actorId(actor: Actor): string | null {
  switch (actor.kind) {
    case "person":
    case "token":
      return actor.id;
    case "system":
      return actor.job;
    default:
      return null;
  }
}

const isHolder = (actor: Actor): actor is Person | ApiToken => actor.kind === "person" || actor.kind === "token";

/** Where the request came from, sealed: with the person's own key, so that it goes when they go. */
async function origin(ctx: Ctx, eventId: string): Promise<{ origin: Buffer | null; addressIndex: Buffer | null }> {
  if (ctx.address === null) return { origin: null, addressIndex: null };
  const box = isHolder(ctx.actor) ? await accountBox(ctx.db, ctx.actor.id) : await systemBox(ctx.db);
  return {
    origin: box.seal("security_events.origin", eventId, JSON.stringify({ address: ctx.address, device: ctx.device })),
    addressIndex: await blindIndex(ctx.db, "address", ctx.address),
  };
}
