import { and, desc, eq, inArray } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { knownDevices, refreshTokens, sessions, type signInMethods } from "#db/schema/sessions.ts";
import type { Role } from "#lib/access/schema.ts";
import { accountBox, blindIndex } from "#lib/crypto/data-keys.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { emit, emitWith, eventOf } from "#lib/security/events/emit.ts";
import { isLive } from "../queries.ts";
import { tell } from "../tell.ts";
import { browserFamily, networkOf } from "./fingerprint.ts";
import { knownDeviceId, seenDevice } from "./known-devices.ts";
import { newRefreshToken } from "./refresh-session.ts";
import { sessionLimits } from "./session-limits.ts";

export type SignInMethod = (typeof signInMethods)[number];
export type SecondFactor = "totp" | "passkey" | "recovery-code";

export type Shown = {
  method: SignInMethod;
  secondFactor?: SecondFactor | null;
  /** The cookie by which the browser is known, if it sent one. */
  deviceToken?: string | null;
  /** When the first factor was shown, in ms, where that was not now: a service may know somebody since this morning. */
  at?: number;
};

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
  const signedInAt = momentOf(tx, shown);
  const [box, before] = await Promise.all([accountBox(tx.db, account.id), lookBack(tx, account, shown)]);
  await endSurplus(tx, account, before.live);
  const device = seenDevice(tx, account.id, { known: before.deviceId, token: shown.deviceToken ?? null });
  const refresh = newRefreshToken(tx, sessionId);
  const session = {
    id: sessionId,
    accountId: account.id,
    method: shown.method,
    secondFactor: shown.secondFactor ?? null,
    deviceId: device.id,
    origin: box.seal("sessions.origin", sessionId, JSON.stringify({ address: tx.address, device: tx.device })),
    networkIndex: tx.address === null ? null : await blindIndex(tx.db, "network", networkOf(tx.address)),
    browserIndex: await blindIndex(tx.db, "browser", browserFamily(tx.device)),
    signedInAt,
    lastSeenAt: tx.now,
    expiresAt,
  };
  const actor = {
    ...({ kind: "person", id: account.id, role: account.role, sessionId, signedInAt } as const),
    ...{ endsAt: expiresAt, delegated: [], glass: [] },
  };
  const started = await eventOf({ ...tx, actor }, "session.started", {
    accountId: account.id,
    sessionId,
    method: shown.method,
    secondFactor: shown.secondFactor ?? null,
    newDevice: device.isNew,
  });
  // All that a sign-in leaves behind, in one statement.
  await emitWith(
    tx,
    [started],
    [
      device.write,
      tx.db.$with("begun").as(tx.db.insert(sessions).values(session).returning({ id: sessions.id })),
      tx.db.$with("issued").as(tx.db.insert(refreshTokens).values(refresh.row).returning({ id: refreshTokens.id })),
    ],
  );
  if (device.isNew && before.hasSignedIn) await tell(tx, account.id, "new-device", {});
  const { token: deviceToken, isNew: isNewDevice } = device;
  return { sessionId, accountId: account.id, expiresAt, refreshToken: refresh.token, deviceToken, isNewDevice };
}

/** A second factor is always shown here and now; a first one may have been shown to a service before. */
function momentOf({ now }: Ctx, { at, secondFactor }: Shown): Date {
  return at === undefined || secondFactor != null ? now : new Date(Math.min(at, now.getTime()));
}

/** What is known of an account when a session begins: its live sessions, the last used first, and this browser. */
async function lookBack(tx: Ctx, account: { id: string; role: Role }, { deviceToken = null }: Shown) {
  const [live, deviceId, hasSignedIn] = await Promise.all([
    tx.db
      .select({ id: sessions.id })
      .from(sessions)
      .where(and(eq(sessions.accountId, account.id), isLive(account.role, tx.now)))
      .orderBy(desc(sessions.lastSeenAt)),
    knownDeviceId(tx.db, account.id, deviceToken),
    hasSignedInBefore(tx, account.id),
  ]);
  return { live: live.map(({ id }) => id), deviceId, hasSignedIn };
}

async function endSurplus(tx: Ctx, account: { id: string; role: Role }, live: readonly string[]): Promise<void> {
  const surplus = live.slice(sessionLimits(account.role).most - 1);
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
