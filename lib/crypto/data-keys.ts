import { createHmac, createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Db } from "#db/client.ts";
import { dataKeys } from "#db/schema/accounts.ts";
import { processState } from "#lib/platform/process-state.ts";
import { secrets } from "#lib/platform/secrets.ts";
import { type Box, openBox } from "./box.ts";
import { type Keyring, parseKeyring, unwrapDataKey, wrapDataKey } from "./keyring.ts";

type Purpose = "system" | "index";
/** What is found by a keyed hash. Equal values of different purposes have different hashes. */
export type IndexPurpose =
  | "account.email"
  | "address"
  | "network"
  | "browser"
  | "throttle"
  | "oidc.subject"
  | "recovery-code";

/** Opened keys stay in memory; this many accounts' at the most, the least recently used go first. */
const MOST_OPEN_BOXES = 5_000;
const openBoxes = () => processState("crypto.boxes", () => new Map<string, Box>());

function keyring(): Keyring {
  return processState("crypto.keyring", () => parseKeyring(secrets().masterKeys));
}

/** Makes the data key of a new account. Call it in the transaction that inserts the account. */
export async function createAccountKey(db: Db, accountId: string, now: Date): Promise<Box> {
  const dataKey = randomBytes(32);
  const id = uuidv7();
  await db
    .insert(dataKeys)
    .values({ id, accountId, purpose: "account", createdAt: now, ...wrapDataKey(keyring(), id, accountId, dataKey) });
  return openBox(id, dataKey);
}

/** The box of an account. Throws when its key was destroyed: nothing of that person can be opened any more. */
export async function accountBox(db: Db, accountId: string): Promise<Box> {
  const known = openBoxes().get(accountId);
  if (known !== undefined) {
    openBoxes().delete(accountId);
    openBoxes().set(accountId, known);
    return known;
  }
  const [row] = await db.select().from(dataKeys).where(eq(dataKeys.accountId, accountId));
  if (!row?.wrapped) throw new Error(`The data key of account ${accountId} is gone.`);
  const box = openBox(row.id, unwrapDataKey(keyring(), row.id, accountId, row.wrapped, row.masterVersion));
  openBoxes().set(accountId, box);
  const [oldest] = openBoxes().keys();
  if (openBoxes().size > MOST_OPEN_BOXES && oldest !== undefined) openBoxes().delete(oldest);
  return box;
}

/** The box for what belongs to no account: keys of model providers, addresses of people who are not signed in. */
export async function systemBox(db: Db): Promise<Box> {
  const known = openBoxes().get("system");
  if (known !== undefined) return known;
  const { id, key } = await instanceKey(db, "system");
  const box = openBox(id, key);
  openBoxes().set("system", box);
  return box;
}

/**
 * A keyed hash under which a value can be found without being stored readably. Equal values of one purpose have equal
 * hashes; 32 bytes.
 */
export async function blindIndex(db: Db, purpose: IndexPurpose, value: string): Promise<Buffer> {
  const state = processState("crypto.index", () => ({ key: null as KeyObject | null }));
  state.key ??= createSecretKey((await instanceKey(db, "index")).key);
  return createHmac("sha256", state.key).update(`${purpose}|${value}`).digest();
}

async function instanceKey(db: Db, purpose: Purpose): Promise<{ id: string; key: Buffer }> {
  const mine = and(eq(dataKeys.purpose, purpose), isNull(dataKeys.accountId));
  let [row] = await db.select().from(dataKeys).where(mine);
  if (row === undefined) {
    const id = uuidv7();
    const fresh = wrapDataKey(keyring(), id, purpose, randomBytes(32));
    // Two processes may start at once: one row wins, both read it.
    await db
      .insert(dataKeys)
      .values({ id, accountId: null, purpose, createdAt: new Date(), ...fresh })
      .onConflictDoNothing();
    [row] = await db.select().from(dataKeys).where(mine);
  }
  if (!row?.wrapped) throw new Error(`The ${purpose} data key is gone.`);
  return { id: row.id, key: unwrapDataKey(keyring(), row.id, purpose, row.wrapped, row.masterVersion) };
}
