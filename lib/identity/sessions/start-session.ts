import { and, desc, eq, inArray } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { knownDevices, sessions, type signInMethods } from "#db/schema/sessions.ts";
import type { Role } from "#lib/access/schema.ts";
import { accountBox, blindIndex } from "#lib/crypto/data-keys.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { emit } from "#lib/security/events/emit.ts";
import { isLive } from "../queries.ts";
import { tell } from "../tell.ts";
import { browserFamily, networkOf } from "./fingerprint.ts";
import { rememberDevice } from "./known-devices.ts";
import { issueRefreshToken } from "./refresh-session.ts";
import { sessionLimits } from "./session-limits.ts";

export type SignInMethod = (typeof signInMethods)[number];
export type SecondFactor = "totp" | "passkey" | "recovery-code";

/** What was shown, and the cookie by which the browser is known, if it sent one. */
export type Shown = { method: SignInMethod; secondFactor?: SecondFactor | null; deviceToken?: string | null };

export type StartedSession = {
  sessionId: string;
  accountId: string;
  expiresAt: Date;
  refreshToken: string;
  /** The cookie to set when the browser had none that this account knows. */
  deviceToken: string | null;
  /** The account has not been signed in to with this browser before. */
  isNewDevice: boolean;
};

/** Begins a session for an account that has just proven who it is. Runs inside the caller's transaction. */
export async function startSession(
  tx: Ctx,
  account: { id: string; role: Role },
  shown: Shown,
): Promise<StartedSession> {
  const sessionId = uuidv7();
  const expiresAt = new Date(tx.now.getTime() + sessionLimits(account.role).absolute);
  const box = await accountBox(tx.db, account.id);
  await endLeastRecentlyUsed(tx, account);
  const isFirst = !(await hasSignedInBefore(tx, account.id));
  const device = await rememberDevice(tx, account.id, shown.deviceToken ?? null);
  await tx.db.insert(sessions).values({
    id: sessionId,
    accountId: account.id,
    method: shown.method,
    secondFactor: shown.secondFactor ?? null,
    deviceId: device.id,
    origin: box.seal("sessions.origin", sessionId, JSON.stringify({ address: tx.address, device: tx.device })),
    networkIndex: tx.address === null ? null : await blindIndex(tx.db, "network", networkOf(tx.address)),
    browserIndex: await blindIndex(tx.db, "browser", browserFamily(tx.device)),
    signedInAt: tx.now,
    lastSeenAt: tx.now,
    expiresAt,
  });
  const refreshToken = await issueRefreshToken(tx, { sessionId, accountId: account.id });
  const actor = {
    ...({ kind: "person", id: account.id, role: account.role, sessionId, signedInAt: tx.now } as const),
    ...{ endsAt: expiresAt, delegated: [], glass: [] },
  };
  await emit({ ...tx, actor }, "session.started", {
    accountId: account.id,
    sessionId,
    method: shown.method,
    secondFactor: shown.secondFactor ?? null,
    newDevice: device.isNew,
  });
  if (device.isNew && !isFirst) await tell(tx, account.id, "new-device", {});
  const { token: deviceToken, isNew: isNewDevice } = device;
  return { sessionId, accountId: account.id, expiresAt, refreshToken, deviceToken, isNewDevice };
}

async function endLeastRecentlyUsed(tx: Ctx, account: { id: string; role: Role }): Promise<void> {
  const live = await tx.db
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.accountId, account.id), isLive(account.role, tx.now)))
    .orderBy(desc(sessions.lastSeenAt));
  const surplus = live.slice(sessionLimits(account.role).most - 1).map((row) => row.id);
  if (surplus.length === 0) return;
  await tx.db.update(sessions).set({ endedAt: tx.now }).where(inArray(sessions.id, surplus));
  await emit(tx, "session.ended", { accountId: account.id, count: surplus.length, reason: "too-many" });
  await tell(tx, account.id, "sessions-ended", { count: surplus.length });
}

/** Nobody is told of the very first sign-in: they are just making their account. */
async function hasSignedInBefore({ db }: Ctx, accountId: string): Promise<boolean> {
  const known = db.select({ id: knownDevices.id }).from(knownDevices).where(eq(knownDevices.accountId, accountId));
  const had = db.select({ id: sessions.id }).from(sessions).where(eq(sessions.accountId, accountId));
  return (await known.unionAll(had).limit(1)).length > 0;
}
