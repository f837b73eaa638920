import { uuidv7 } from "uuidv7";
import type { Ctx } from "#lib/platform/context.ts";
import { emit } from "#lib/security/events/emit.ts";

const DAYS = 30;
const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;

/** A month of what an organisation of this size sees: working days, a forgotten password now and then, one bad evening. */
export async function fillEvents(tx: Ctx, accountIds: readonly string[]): Promise<void> {
  const random = seeded(20_261_122);
  for (let daysAgo = DAYS; daysAgo >= 1; daysAgo -= 1) {
    const midnight = Math.floor(tx.now.getTime() / DAY) * DAY - daysAgo * DAY;
    const weekend = [0, 6].includes(new Date(midnight).getUTCDay());
    for (const [index, accountId] of accountIds.entries()) {
      if (random() < (weekend ? 0.9 : 0.15)) continue;
      const arrives = at(tx, midnight + 7 * HOUR + random() * 2 * HOUR, `198.51.100.${10 + index}`);
      if (random() < 0.08) await emit(arrives, "session.refused", { accountId, reason: "wrong-credentials" });
      await emit(arrives, "session.started", {
        ...{ accountId, sessionId: uuidv7(), method: "password" },
        ...{ secondFactor: null, newDevice: false },
      });
      await emit(at(tx, midnight + 16 * HOUR + random() * HOUR, arrives.address), "session.ended", {
        accountId,
        count: 1,
        reason: "signed-out",
      });
    }
    if (daysAgo === 9) await badEvening(tx, midnight + 21 * HOUR, accountIds);
    if (random() < 0.1)
      await emit(at(tx, midnight + 11 * HOUR, "198.51.100.12"), "limit.exceeded", {
        bucket: "default",
        limit: 60,
        count: 1 + Math.floor(random() * 20),
      });
  }
}

/** Somebody tries many accounts from one address. */
async function badEvening(tx: Ctx, from: number, accountIds: readonly string[]): Promise<void> {
  for (let attempt = 0; attempt < 36; attempt += 1) {
    const accountId = accountIds[attempt % (accountIds.length + 2)] ?? null;
    await emit(at(tx, from + attempt * 15_000, "203.0.113.77"), "session.refused", {
      accountId,
      reason: "wrong-credentials",
    });
  }
  await emit(at(tx, from + 10 * 60_000, "203.0.113.77"), "limit.exceeded", { bucket: "login", limit: 5, count: 31 });
}

const at = (tx: Ctx, time: number, address: string | null): Ctx => ({
  ...tx,
  now: new Date(time),
  address,
  device: "Mozilla/5.0 (X11; Linux x86_64) Firefox/150.0",
  requestId: uuidv7(),
});

/** The same demo every time (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
