import { asc, eq } from "drizzle-orm";
import type { Db } from "#db/client.ts";
import { passkeys } from "#db/schema/factors.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";

export type Passkey = {
  id: string;
  name: string;
  /** Kept by a password manager on several devices, not in one device alone. */
  synced: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
};

/** One's own passkeys, the oldest first. */
export async function listPasskeys(db: Db, accountId: string): Promise<Passkey[]> {
  const rows = await db
    .select()
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId))
    .orderBy(asc(passkeys.createdAt), asc(passkeys.id));
  const box = await accountBox(db, accountId);
  return rows.map(({ id, name, backedUp, createdAt, lastUsedAt }) => ({
    id,
    name: box.open("passkeys.name", id, name),
    synced: backedUp,
    createdAt,
    lastUsedAt,
  }));
}

/** How a browser is told which passkeys an account has. */
export function listCredentials(db: Db, accountId: string): Promise<{ id: string; transports: string[] }[]> {
  return db
    .select({ id: passkeys.credentialId, transports: passkeys.transports })
    .from(passkeys)
    .where(eq(passkeys.accountId, accountId));
}
