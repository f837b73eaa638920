import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { accounts } from "#db/schema/accounts.ts";
import { sessions } from "#db/schema/sessions.ts";
import type { Role } from "#lib/access/schema.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import type { EventData } from "#lib/security/events/catalog.ts";
import { emit } from "#lib/security/events/emit.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { type FactorSummary, readFactors } from "./factors/queries.ts";
import { STEP_LIFETIME } from "./numbers.ts";
import { endSessionsOf } from "./sessions/end-sessions.ts";
import { knownDeviceId } from "./sessions/known-devices.ts";
import { type Shown, type StartedSession, startSession } from "./sessions/start-session.ts";
import { isSpent, spendOnce } from "./spend-once.ts";

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
  /** Of the account when it began: a sign-in that is under way does not outlive the password. */
  passwordVersion: string;
  /** When this sign-in made the secret for an authenticator app that waits for its first code. */
  totpBegunAt?: number;
};

/** What a sign-in has seen of the account before its row was locked. */
type Seen = Pick<PendingSignIn, "passwordVersion"> | PendingSignIn;

export type SignInOutcome = { kind: "session"; session: StartedSession } | { kind: "step"; pending: PendingSignIn };

type Account = typeof accounts.$inferSelect;

/** Another for each password, and for the same one set again. Not a secret: of a salted hash. */
export const passwordVersion = ({ passwordHash }: Pick<Account, "passwordHash">) =>
  createHash("sha256")
    .update(passwordHash ?? "")
    .digest("base64url");

/**
 * The next step of a sign-in, or its session when nothing is left to show. Runs inside the caller's transaction, after
 * whatever was shown was found right; `seen` is the sign-in that goes on, if it has begun before, or which password was
 * found right. Whoever was signed in in this browser goes on in the new session.
 */
export async function proceed(
  tx: Ctx,
  accountId: string,
  shown: Shown,
  seen: Seen | null = null,
): Promise<Result<SignInOutcome, "wrong-credentials" | "step-used" | "reset-required">> {
  const refuse = async <E extends string>(reason: EventData<"session.refused">["reason"], code: E) => {
    await emit(tx, "session.refused", { accountId, reason });
    return fail(code);
  };
  const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, accountId)).for("update");
  if (account === undefined || account.state === "suspended") return refuse("suspended", "wrong-credentials");
  if (seen !== null && seen.passwordVersion !== passwordVersion(account))
    return refuse("wrong-credentials", "wrong-credentials");
  const pending = seen !== null && "id" in seen ? seen : null;
  const need = await nextNeed(tx, account, shown);
  if (need === "reset") return refuse("reset-required", "reset-required");
  if (need !== null) {
    const begun = pending ?? { id: uuidv7(), since: tx.now.getTime(), passwordVersion: passwordVersion(account) };
    return ok({ kind: "step", pending: { ...begun, accountId, shown, need } });
  }
  if (pending !== null && !(await spendOnce(tx.db, "sign-in", pending.id, endOf(pending))))
    return refuse("step-used", "step-used");
  if (tx.actor.kind === "person")
    await endSessionsOf(tx, tx.actor.id, "signed-out", eq(sessions.id, tx.actor.sessionId));
  return ok({ kind: "session", session: await startSession(tx, account, shown) });
}

/**
 * The account of a sign-in that is half done, its row locked, if that sign-in may still go on: neither finished by another
 * copy of its cookie, nor begun with a password that was changed since.
 */
export async function lockPending(tx: Ctx, pending: PendingSignIn): Promise<Account | null> {
  if (!isCurrent(pending, tx.now)) return null;
  const [account] = await tx.db.select().from(accounts).where(eq(accounts.id, pending.accountId)).for("update");
  if (account?.state !== "active" || passwordVersion(account) !== pending.passwordVersion) return null;
  return (await isSpent(tx.db, "sign-in", pending.id)) ? null : account;
}

/** Whether a pending sign-in may still go on at this moment. */
export function isCurrent(pending: PendingSignIn, now: Date): boolean {
  return endOf(pending) > now;
}

const endOf = ({ since }: PendingSignIn) => new Date(since + STEP_LIFETIME);

async function nextNeed(tx: Ctx, account: Account, shown: Shown): Promise<Need | "reset" | null> {
  const factors = await readFactors(tx.db, account.id);
  if (!isStrong(shown) && hasSecondFactor(factors)) return "factor";
  if (account.mustChangePassword && account.passwordHash !== null)
    return (await isSurelyOwner(tx, account.id, shown)) ? "password" : "reset";
  if (!hasSecondFactor(factors) && (await needsSecondFactor(tx, account))) return "enrol";
  return null;
}

/**
 * A password that must be replaced is known to somebody else. By itself, in a browser that the account has never seen, it
 * does not let anybody choose the next one.
 */
async function isSurelyOwner(tx: Ctx, accountId: string, shown: Shown): Promise<boolean> {
  if (isStrong(shown) || shown.method !== "password") return true;
  return (await knownDeviceId(tx.db, accountId, shown.deviceToken ?? null)) !== null;
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
