import { and, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import type { Db } from "#db/client.ts";
import { knownDevices } from "#db/schema/sessions.ts";
import { hashToken, isWellFormedToken, newToken } from "#lib/crypto/token.ts";
import type { Ctx } from "#lib/platform/context.ts";

/** The id of a browser that this account has signed in with before, by its cookie; null for any other. */
export async function knownDeviceId(db: Db, accountId: string, token: string | null): Promise<string | null> {
  if (token === null || !isWellFormedToken(token, "cvs_device")) return null;
  const mine = and(eq(knownDevices.accountId, accountId), eq(knownDevices.cookieHash, hashToken(token)));
  const [row] = await db.select({ id: knownDevices.id }).from(knownDevices).where(mine);
  return row?.id ?? null;
}

/**
 * Notes that the account signed in with this browser. `token` is a cookie to set, where the browser had none; one that
 * several people use has one cookie, known to each of their accounts.
 */
export async function rememberDevice(
  tx: Ctx,
  accountId: string,
  given: string | null,
): Promise<{ id: string; isNew: boolean; token: string | null }> {
  const known = await knownDeviceId(tx.db, accountId, given);
  if (known !== null) {
    await tx.db.update(knownDevices).set({ lastSeenAt: tx.now }).where(eq(knownDevices.id, known));
    return { id: known, isNew: false, token: null };
  }
  const isUsable = given !== null && isWellFormedToken(given, "cvs_device");
  const token = isUsable ? given : newToken("cvs_device");
  const id = uuidv7();
  await tx.db
    .insert(knownDevices)
    .values({ id, accountId, cookieHash: hashToken(token), firstSeenAt: tx.now, lastSeenAt: tx.now });
  return { id, isNew: true, token: isUsable ? null : token };
}
