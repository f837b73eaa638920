import { and, eq, gt, isNull, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Db } from "#db/client.ts";
import { breakGlass, delegations } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import { sessions } from "#db/schema/sessions.ts";
import { mayLend } from "#lib/access/policy.ts";
import type { Role } from "#lib/access/schema.ts";
import type { Ctx, Person } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { SEEN_EVERY } from "../numbers.ts";
import { sessionLimits } from "./session-limits.ts";

export type SessionFault = "unknown" | "ended" | "idle" | "expired" | "suspended";

/** A session and whom it belongs to, as one moment knew them. */
export type SessionSnapshot = {
  sessionId: string;
  accountId: string;
  role: Role;
  state: "active" | "suspended";
  signedInAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  endedAt: Date | null;
  networkIndex: Buffer | null;
  browserIndex: Buffer | null;
  delegated: Person["delegated"];
  glass: Person["glass"];
};

type Lent = { permission: string; expiresAt: string; lenderRole: Role };

/** The session of this id with everything that decides what it may; null when there is none. */
export async function readSession(db: Db, sessionId: string, now: Date): Promise<SessionSnapshot | null> {
  const lender = alias(accounts, "lender");
  const lent = db
    .select({
      all: sql<
        Lent[] | null
      >`json_agg(json_build_object('permission', ${delegations.permission}, 'expiresAt', ${delegations.expiresAt}, 'lenderRole', ${lender.role}))`,
    })
    .from(delegations)
    .innerJoin(lender, and(eq(lender.id, delegations.fromId), eq(lender.state, "active")))
    .where(and(eq(delegations.toId, accounts.id), isNull(delegations.endedAt), gt(delegations.expiresAt, now)));
  const broken = db
    .select({
      all: sql<
        { ownerId: string; expiresAt: string }[] | null
      >`json_agg(json_build_object('ownerId', ${breakGlass.ownerId}, 'expiresAt', ${breakGlass.expiresAt}))`,
    })
    .from(breakGlass)
    .where(and(eq(breakGlass.holderId, accounts.id), isNull(breakGlass.endedAt), gt(breakGlass.expiresAt, now)));
  const [row] = await db
    .select({
      sessionId: sessions.id,
      accountId: accounts.id,
      role: accounts.role,
      state: accounts.state,
      signedInAt: sessions.signedInAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      endedAt: sessions.endedAt,
      networkIndex: sessions.networkIndex,
      browserIndex: sessions.browserIndex,
      delegated: sql<Lent[] | null>`(${lent})`,
      glass: sql<{ ownerId: string; expiresAt: string }[] | null>`(${broken})`,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(eq(sessions.id, sessionId));
  if (row === undefined) return null;
  return {
    ...row,
    // Never more than its lender holds at this moment.
    delegated: (row.delegated ?? [])
      .filter(({ permission, lenderRole }) => mayLend(lenderRole, permission))
      .map(({ permission, expiresAt }) => ({ permission, expiresAt: new Date(expiresAt) })),
    glass: (row.glass ?? []).map(({ ownerId, expiresAt }) => ({ ownerId, expiresAt: new Date(expiresAt) })),
  };
}

/** What is wrong with a session at this moment, or null. Pure. */
export function sessionFault(session: SessionSnapshot, now: Date): Exclude<SessionFault, "unknown"> | null {
  if (session.state === "suspended") return "suspended";
  if (session.endedAt !== null) return "ended";
  if (session.expiresAt <= now) return "expired";
  if (now.getTime() - session.lastSeenAt.getTime() > sessionLimits(session.role).idle) return "idle";
  return null;
}

export function personOf(session: SessionSnapshot): Person {
  const { accountId, role, sessionId, signedInAt, expiresAt, delegated, glass } = session;
  return { kind: "person", id: accountId, role, sessionId, signedInAt, endsAt: expiresAt, delegated, glass };
}

/** The person behind a session, without counting as a use of it: for what goes on by itself. */
export async function watchSession({ db, now }: Pick<Ctx, "db" | "now">, sessionId: string): Promise<Person | null> {
  const session = await readSession(db, sessionId, now);
  return session === null || sessionFault(session, now) !== null ? null : personOf(session);
}

/**
 * The person behind a session id, as the database knows them at this moment: ending a session, suspending an account or
 * changing a role takes effect at the next request.
 */
export async function checkSession(
  { db, now }: Pick<Ctx, "db" | "now">,
  sessionId: string,
): Promise<Result<Person, SessionFault>> {
  const session = await readSession(db, sessionId, now);
  if (session === null) return fail("unknown");
  const fault = sessionFault(session, now);
  if (fault !== null) return fail(fault);
  if (now.getTime() - session.lastSeenAt.getTime() > SEEN_EVERY) await markSeen(db, sessionId, now);
  return ok(personOf(session));
}

/** Only forward, and only once a minute however many requests run at the same moment. */
export async function markSeen(db: Db, sessionId: string, now: Date): Promise<void> {
  const seenBefore = new Date(now.getTime() - SEEN_EVERY);
  await db
    .update(sessions)
    .set({ lastSeenAt: sql`greatest(${sessions.lastSeenAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(sessions.id, sessionId), lt(sessions.lastSeenAt, seenBefore)));
}
