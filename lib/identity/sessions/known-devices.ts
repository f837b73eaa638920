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
 * Notes that the account signed in with this browser, `known` if it has before. `token` of the answer is a cookie to set,
 * where the browser had none; one that several people use has one cookie, known to each of their accounts. `write` is the
 * change, to be made together with the others of its sign-in.
 */
export function seenDevice(
  tx: Ctx,
  accountId: string,
  { known, token: given }: { known: string | null; token: string | null },
) {
  const row = { id: knownDevices.id };
  if (known !== null) {
    const seen = tx.db
      .update(knownDevices)
      .set({ lastSeenAt: tx.now })
      .where(eq(knownDevices.id, known))
      .returning(row);
    return { id: known, isNew: false, token: null, write: tx.db.$with("device").as(seen) };
  }
  const isUsable = given !== null && isWellFormedToken(given, "cvs_device");
  const token = isUsable ? given : newToken("cvs_device");
  const id = uuidv7();
  const fresh = { id, accountId, cookieHash: hashToken(token), firstSeenAt: tx.now, lastSeenAt: tx.now };
  const write = tx.db.$with("device").as(tx.db.insert(knownDevices).values(fresh).returning(row));
  return { id, isNew: true, token: isUsable ? null : token, write };
}
