import { and, asc, count, desc, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { factorResets } from "#db/schema/factors.ts";
import { oneTimeLinks, sessions } from "#db/schema/sessions.ts";
import type { Role } from "#lib/access/schema.ts";
import { accountBox, blindIndex, systemBox } from "#lib/crypto/data-keys.ts";
import { mostListed } from "../numbers.ts";
import { isLive, type Profile } from "../queries.ts";
import type { PeopleFilter } from "./schema.ts";

type AccountRow = typeof accounts.$inferSelect;
export type PersonRow = Profile & { state: AccountRow["state"]; lastSeenAt: Date | null };

/** Written out: in a select of one table Drizzle leaves the table's name away, and both tables have an id. */
const lastSeen = sql<string | null>`(select max(s.last_seen_at) from sessions s where s.account_id = accounts.id)`;

/** Everybody who has an account and fits the filter, the oldest first. */
export async function listPeople(
  db: Db,
  page: { offset: number; limit: number },
  filter: PeopleFilter = {},
): Promise<{ people: PersonRow[]; total: number }> {
  const fits = await condition(db, filter);
  const [{ total } = { total: 0 }] = await db.select({ total: count() }).from(accounts).where(fits);
  const rows = await db
    .select({ account: accounts, lastSeenAt: lastSeen })
    .from(accounts)
    .where(fits)
    .orderBy(asc(accounts.createdAt), asc(accounts.id))
    .limit(page.limit)
    .offset(page.offset);
  const people = await Promise.all(rows.map(({ account, lastSeenAt }) => opened(db, account, lastSeenAt)));
  return { people, total };
}

/** Addresses are sealed, so that only a whole one can be looked for. */
async function condition(db: Db, { email, role, state }: PeopleFilter): Promise<SQL | undefined> {
  return and(
    email === undefined ? undefined : eq(accounts.emailIndex, await blindIndex(db, "account.email", email)),
    role === undefined ? undefined : eq(accounts.role, role),
    state === undefined ? undefined : eq(accounts.state, state),
  );
}

export type PersonDetails = PersonRow & {
  factorRequired: boolean;
  hasPassword: boolean;
  emailVerifiedAt: Date | null;
  /** Live sessions. */
  sessions: number;
};

/** One person as the administration sees them; null when there is none. */
export async function findPerson(db: Db, accountId: string, now: Date): Promise<PersonDetails | null> {
  const [row] = await db
    .select({ account: accounts, lastSeenAt: lastSeen })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (row === undefined) return null;
  const { account, lastSeenAt } = row;
  const [live] = await db
    .select({ n: count() })
    .from(sessions)
    .where(and(eq(sessions.accountId, accountId), isLive(account.role, now)));
  return {
    ...(await opened(db, account, lastSeenAt)),
    factorRequired: account.factorRequired,
    hasPassword: account.passwordHash !== null,
    emailVerifiedAt: account.emailVerifiedAt,
    sessions: live?.n ?? 0,
  };
}

async function opened(db: Db, account: AccountRow, lastSeenAt: string | null): Promise<PersonRow> {
  const box = await accountBox(db, account.id);
  return {
    id: account.id,
    email: box.open("accounts.email", account.id, account.email),
    name: box.open("accounts.name", account.id, account.name),
    role: account.role,
    state: account.state,
    createdAt: account.createdAt,
    lastSeenAt: lastSeenAt === null ? null : new Date(lastSeenAt),
  };
}

export type Invitation = { id: string; email: string | null; role: Role; createdAt: Date; expiresAt: Date };

/** The condition under which an invitation can still be used. */
export function isOpenInvitation(now: Date): SQL | undefined {
  return and(eq(oneTimeLinks.purpose, "invitation"), isNull(oneTimeLinks.usedAt), gt(oneTimeLinks.expiresAt, now));
}

/** Invitations that can still be used, the newest first. */
export async function listInvitations(db: Db, now: Date, most: number = mostListed.invitations): Promise<Invitation[]> {
  const rows = await db
    .select()
    .from(oneTimeLinks)
    .where(isOpenInvitation(now))
    .orderBy(desc(oneTimeLinks.createdAt), desc(oneTimeLinks.id))
    .limit(most);
  const box = await systemBox(db);
  return rows.map((row) => ({
    id: row.id,
    email: row.email === null ? null : box.open("one_time_links.email", row.id, row.email),
    role: row.role,
    createdAt: row.createdAt,
    expiresAt: row.expiresAt,
  }));
}

export type FactorReset = {
  id: string;
  accountId: string;
  /** Whose factors, and who asked; null when that account is gone. */
  name: string | null;
  requestedBy: string;
  requestedByName: string | null;
  reason: string;
  requestedAt: Date;
  expiresAt: Date;
};

/** Factor resets that wait for another administrator, the oldest first. */
export async function listFactorResets(db: Db, now: Date): Promise<FactorReset[]> {
  const rows = await db
    .select()
    .from(factorResets)
    .where(and(eq(factorResets.state, "waiting"), gt(factorResets.expiresAt, now)))
    .orderBy(asc(factorResets.requestedAt), asc(factorResets.id))
    .limit(mostListed.factorResets);
  const box = await systemBox(db);
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      accountId: row.accountId,
      name: await nameOf(db, row.accountId),
      requestedBy: row.requestedBy,
      requestedByName: await nameOf(db, row.requestedBy),
      reason: box.open("factor_resets.reason", row.id, row.reason),
      requestedAt: row.requestedAt,
      expiresAt: row.expiresAt,
    })),
  );
}

async function nameOf(db: Db, accountId: string): Promise<string | null> {
  const [row] = await db.select({ name: accounts.name }).from(accounts).where(eq(accounts.id, accountId));
  return row === undefined ? null : (await accountBox(db, accountId)).open("accounts.name", accountId, row.name);
}
