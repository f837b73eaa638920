import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { securityEvents } from "#db/schema/events.ts";
import { sessions } from "#db/schema/sessions.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { countryOf } from "#lib/platform/places.ts";
import type { EventName } from "#lib/security/events/catalog.ts";

/** Events that concern a person themselves. */
export const activityNames = [
  "account.created",
  "account.email-changed",
  "account.email-verified",
  "account.factor-required",
  "account.password-changed",
  "account.password-refused",
  "account.reset-requested",
  "account.restored",
  "account.role-changed",
  "account.suspended",
  "account.unlocked",
  "delegation.created",
  "delegation.ended",
  "factor.added",
  "factor.refused",
  "factor.removed",
  "factor.reset-decided",
  "factor.reset-requested",
  "glass.broken",
  "glass.closed",
  "glass.used",
  "oidc.linked",
  "session.ended",
  "session.jumped",
  "session.refused",
  "session.reported",
  "session.started",
  "session.token-reused",
  "sign-in.throttled",
  "token.created",
  "token.ended",
] as const satisfies readonly EventName[];
export type ActivityName = (typeof activityNames)[number];

export type Activity = {
  id: string;
  name: ActivityName;
  at: Date;
  data: Record<string, unknown>;
  /** Where it came from; null where the person's own key does not open it. */
  origin: { address: string; device: string | null; country: string | null } | null;
  /** The session that began with it, while it can still be said that it was not one's own. */
  reportable: string | null;
};

const SHOWN = 30;

/** Whom an event is about, else nobody: the first of these that its data has. */
export const subjectOf = sql`coalesce(${securityEvents.data} ->> 'accountId', ${securityEvents.data} ->> 'ownerId', ${securityEvents.data} ->> 'toId')`;

/** What lately happened to an account or was done with it, the newest first. */
export async function listActivity(db: Db, accountId: string): Promise<Activity[]> {
  const isKnown = inArray(securityEvents.name, [...activityNames]);
  const newest = [desc(securityEvents.seq)] as const;
  const about = db
    .select()
    .from(securityEvents)
    .where(and(sql`${subjectOf} = ${accountId}`, isKnown))
    .orderBy(...newest)
    .limit(SHOWN);
  // What has no subject is about whoever did it.
  const by = db
    .select()
    .from(securityEvents)
    .where(and(eq(securityEvents.actorId, accountId), sql`${subjectOf} is null`, isKnown))
    .orderBy(...newest)
    .limit(SHOWN);
  const rows = [...(await about), ...(await by)].sort((a, b) => b.seq - a.seq).slice(0, SHOWN);
  const own = await ownSessions(db, accountId);
  return Promise.all(
    rows.map(async (row) => {
      const data = row.data as Record<string, unknown>;
      const begun = row.name === "session.started" ? String(data.sessionId) : null;
      return {
        id: row.id,
        name: row.name as ActivityName,
        at: row.at,
        data,
        origin: row.actorId === accountId ? await openOrigin(db, accountId, row) : null,
        reportable: begun !== null && own.has(begun) ? begun : null,
      };
    }),
  );
}

async function ownSessions(db: Db, accountId: string): Promise<Set<string>> {
  const rows = await db.select({ id: sessions.id }).from(sessions).where(eq(sessions.accountId, accountId));
  return new Set(rows.map(({ id }) => id));
}

/** Only with the person's own key: where somebody else was when they tried to get in is sealed with another. */
async function openOrigin(
  db: Db,
  accountId: string,
  { id, origin }: { id: string; origin: Buffer | null },
): Promise<Activity["origin"]> {
  if (origin === null) return null;
  try {
    const text = (await accountBox(db, accountId)).open("security_events.origin", id, origin);
    const { address, device } = JSON.parse(text) as { address: string; device: string | null };
    return { address, device, country: await countryOf(address) };
  } catch {
    return null;
  }
}
