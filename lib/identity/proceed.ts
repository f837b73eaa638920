import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { accounts } from "#db/schema/accounts.ts";
import type { Role } from "#lib/access/schema.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { type FactorSummary, readFactors } from "./factors/queries.ts";
import { STEP_LIFETIME } from "./numbers.ts";
import { type Shown, type StartedSession, startSession } from "./sessions/start-session.ts";
import { spendOnce } from "./spend-once.ts";

/** What still stands between somebody and their session: a code or key, a new password, a first second factor. */
export type Need = "factor" | "password" | "enrol";

/** A sign-in that is half done. Kept by the browser in a sealed cookie; worth nothing but the next step. */
export type PendingSignIn = {
  id: string;
  accountId: string;
  shown: Shown;
  need: Need;
  /** When the first factor was shown, in ms: the whole sign-in must be done within {@link STEP_LIFETIME}. */
  since: number;
};

export type SignInOutcome = { kind: "session"; session: StartedSession } | { kind: "step"; pending: PendingSignIn };

type Account = Pick<typeof accounts.$inferSelect, "id" | "role" | "state" | "mustChangePassword" | "factorRequired">;

/**
 * The next step of a sign-in, or its session when nothing is left to show. Runs inside the caller's transaction, after
 * whatever was shown was found right; `pending` is the sign-in that goes on, if it has begun before.
 */
export async function proceed(
  tx: Ctx,
  accountId: string,
  shown: Shown,
  pending: PendingSignIn | null = null,
): Promise<Result<SignInOutcome, "wrong-credentials" | "step-used">> {
  const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, accountId)).for("update");
  if (account === undefined || account.state === "suspended") {
    await emit(tx, "session.refused", { accountId, reason: "suspended" });
    return fail("wrong-credentials");
  }
  const need = await nextNeed(tx, account, shown);
  if (need !== null) {
    const since = pending?.since ?? tx.now.getTime();
    return ok({ kind: "step", pending: { id: pending?.id ?? uuidv7(), accountId, shown, need, since } });
  }
  if (pending !== null && !(await spendOnce(tx.db, "sign-in", pending.id, endOf(pending)))) {
    await emit(tx, "session.refused", { accountId, reason: "step-used" });
    return fail("step-used");
  }
  return ok({ kind: "session", session: await startSession(tx, account, shown) });
}

/** Whether a pending sign-in may still go on at this moment. */
export function isCurrent(pending: PendingSignIn, now: Date): boolean {
  return endOf(pending) > now;
}

const endOf = ({ since }: PendingSignIn) => new Date(since + STEP_LIFETIME);

async function nextNeed(tx: Ctx, account: Account, shown: Shown): Promise<Need | null> {
  const factors = await readFactors(tx.db, account.id);
  if (!isStrong(shown) && hasSecondFactor(factors)) return "factor";
  if (account.mustChangePassword && shown.method !== "passkey" && shown.method !== "oidc") return "password";
  if (!hasSecondFactor(factors) && (await needsSecondFactor(tx, account))) return "enrol";
  return null;
}

/** A passkey is two factors by itself: the device, and what unlocks it (user verification is required). */
const isStrong = ({ method, secondFactor }: Shown) => method === "passkey" || (secondFactor ?? null) !== null;

export const hasSecondFactor = ({ totp, passkeys }: FactorSummary) => totp || passkeys > 0;

/** Whether this person must have a second factor: by their role, or because an administrator wants it of them. */
export async function needsSecondFactor(
  { db }: Pick<Ctx, "db">,
  account: { role: Role; factorRequired: boolean },
): Promise<boolean> {
  return account.factorRequired || (await readSettings(db)).factorRoles.includes(account.role);
}
