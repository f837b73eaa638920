import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { recoveryCodes } from "#db/schema/factors.ts";
import { refusal } from "#lib/access/refusal.ts";
import { blindIndex } from "#lib/crypto/data-keys.ts";
import { type Ctx, inTransaction, type PersonCtx } from "#lib/platform/context.ts";
import { fail, ok } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { RECOVERY_CODES } from "../numbers.ts";
import { hasSecondFactor } from "../proceed.ts";
import { tell } from "../tell.ts";
import { endOtherSessions } from "./other-sessions.ts";
import { readFactors } from "./queries.ts";

/** New codes in place of all that are left. They are shown this once; only keyed hashes are kept. */
export function makeRecoveryCodes(ctx: PersonCtx) {
  return inTransaction(ctx, async (tx) => {
    const denied = await refusal(tx, "factor.change", { ownerId: tx.actor.id });
    if (denied) return fail(denied);
    // They stand in for another factor; alone they would only be a second way around the password.
    if (!hasSecondFactor(await readFactors(tx.db, tx.actor.id))) return fail("no-factor");
    await endOtherSessions(tx, tx.actor.id);
    await tell(tx, tx.actor.id, "new-factor", { factor: "recovery-codes" });
    return ok({ recoveryCodes: await replaceCodes(tx, tx.actor.id) });
  });
}

/** The codes that come with an account's first second factor; null when it has some. Inside the caller's transaction. */
export async function codesForFirstFactor(tx: Ctx, accountId: string): Promise<string[] | null> {
  return (await readFactors(tx.db, accountId)).recoveryCodes > 0 ? null : replaceCodes(tx, accountId);
}

/** Only for whoever has made sure that it is the account's owner. Runs inside the caller's transaction. */
export async function replaceCodes(tx: Ctx, accountId: string): Promise<string[]> {
  await tx.db.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  const rows = codes.map(async (code) => ({
    id: uuidv7(),
    accountId,
    codeHash: await codeIndex(tx, accountId, code),
    createdAt: tx.now,
  }));
  await tx.db.insert(recoveryCodes).values(await Promise.all(rows));
  await emit(tx, "factor.added", { accountId, factor: "recovery-codes" });
  return codes.map((code) => code.match(/.{4}/g)?.join("-") ?? code);
}

/** How a code is found. `code` as the schema leaves it. */
export function codeIndex({ db }: Pick<Ctx, "db">, accountId: string, code: string): Promise<Buffer> {
  return blindIndex(db, "recovery-code", `${accountId}|${code}`);
}

/** Crockford's base 32: no letter that looks like another one or like a digit. */
const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";

/** Twelve characters of five bits each: 60 bits, behind a throttle that judges five in a quarter of an hour. */
function newCode(): string {
  return Array.from(randomBytes(12), (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}
