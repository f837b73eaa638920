import { eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { securityEvents } from "#db/schema/events.ts";
import { checkSession } from "#lib/identity/sessions/check-session.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import type { EventName } from "#lib/security/events/catalog.ts";
import { now } from "./factories.ts";

/** So many minutes after {@link now}. */
export const minutes = (count: number) => new Date(now.getTime() + count * 60_000);

/** The person as their request at that moment finds them: role, lent permissions, broken glass. */
export async function asFound(person: PersonCtx, at = now): Promise<PersonCtx> {
  const found = await checkSession({ db: person.db, now: at }, person.actor.sessionId);
  if (!found.ok) throw new Error(found.error);
  return { ...person, actor: found.value, now: at };
}

/** What the events of one name tell, in the order in which they happened. */
export async function eventsOf(db: Db, name: EventName) {
  const rows = await db.select().from(securityEvents).where(eq(securityEvents.name, name)).orderBy(securityEvents.seq);
  return rows.map(({ data }) => data);
}
