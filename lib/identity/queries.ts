import { and, desc, eq, gt, gte, isNull, type SQL, sql } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { sessions } from "#db/schema/sessions.ts";
import type { Role } from "#lib/access/schema.ts";
import { accountBox, blindIndex } from "#lib/crypto/data-keys.ts";
import type { Language } from "#lib/i18n/languages.ts";
import { sessionLimits } from "./sessions/session-limits.ts";

export async function anyAccount(db: Db): Promise<boolean> {
  return (await db.select({ one: sql`1` }).from(accounts).limit(1)).length > 0;
}

export type Profile = { id: string; email: string; name: string; role: Role; createdAt: Date };

/** With what concerns only its owner. */
export type OwnProfile = Profile & { emailVerifiedAt: Date | null; language: Language };

/** One's own account, opened. Throws when the account is gone. */
export async function readProfile(db: Db, accountId: string): Promise<OwnProfile> {
  const [row] = await db.select().from(accounts).where(eq(accounts.id, accountId));
  if (row === undefined) throw new Error("The account is gone.");
  const box = await accountBox(db, row.id);
  return {
    id: row.id,
    email: box.open("accounts.email", row.id, row.email),
    name: box.open("accounts.name", row.id, row.name),
    role: row.role,
    createdAt: row.createdAt,
    emailVerifiedAt: row.emailVerifiedAt,
    language: row.language,
  };
}

/** The id of the account with this (normalised) address. */
export async function findAccountId(db: Db, email: string): Promise<string | null> {
  const [row] = await db
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.emailIndex, await blindIndex(db, "account.email", email)));
  return row?.id ?? null;
}

export type Device = {
  sessionId: string;
  address: string | null;
  device: string | null;
  method: string;
  secondFactor: string | null;
  signedInAt: Date;
  lastSeenAt: Date;
};

/** The condition under which a session of this role has not ended, by whatever of its clocks. */
export function isLive(role: Role, now: Date): SQL | undefined {
  const usedAfter = new Date(now.getTime() - sessionLimits(role).idle);
  return and(isNull(sessions.endedAt), gt(sessions.expiresAt, now), gte(sessions.lastSeenAt, usedAfter));
}

/** The live sessions of an account, the last used first. */
export async function listSessions(db: Db, account: { id: string; role: Role }, now: Date): Promise<Device[]> {
  const rows = await db
    .select()
    .from(sessions)
    .where(and(eq(sessions.accountId, account.id), isLive(account.role, now)))
    .orderBy(desc(sessions.lastSeenAt));
  const box = await accountBox(db, account.id);
  return rows.map((row) => ({
    sessionId: row.id,
    method: row.method,
    secondFactor: row.secondFactor,
    signedInAt: row.signedInAt,
    lastSeenAt: row.lastSeenAt,
    ...(JSON.parse(box.open("sessions.origin", row.id, row.origin)) as {
      address: string | null;
      device: string | null;
    }),
  }));
}
