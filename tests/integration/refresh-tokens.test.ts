import { and, eq, isNull } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { refreshTokens, sessions } from "#db/schema/sessions.ts";
import { newToken } from "#lib/crypto/token.ts";
import { refreshSession } from "#lib/identity/sessions/refresh-session.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { fail } from "#lib/platform/result.ts";
import { anonymousCtx, aPerson, now } from "#tests/support/factories.ts";
import { ownDatabase } from "#tests/support/own-database.ts";

let db: Db;
let close: () => Promise<void>;
beforeAll(async () => {
  ({ db, close } = await ownDatabase("refresh_tokens"));
});
afterAll(() => close());

const at = (seconds: number) => anonymousCtx(db, new Date(now.getTime() + seconds * 1000));

async function aFamily() {
  const person = await aPerson(db);
  return { person, ...(await startSession(person, { id: person.actor.id, role: "user" }, { method: "password" })) };
}
async function next(seconds: number, token: string): Promise<string> {
  const refreshed = await refreshSession(at(seconds), token);
  if (!refreshed.ok) throw new Error(refreshed.error);
  return refreshed.value.refreshToken;
}
const endOf = async (sessionId: string) =>
  (await db.select({ endedAt: sessions.endedAt }).from(sessions).where(eq(sessions.id, sessionId)))[0]?.endedAt;
const namesAbout = async (sessionId: string) =>
  (await db.select({ name: securityEvents.name, data: securityEvents.data }).from(securityEvents))
    .filter(({ data }) => (data as { sessionId?: string }).sessionId === sessionId)
    .map(({ name }) => name);

describe("a refresh token", () => {
  test("is exchanged for another, again and again", async () => {
    const { refreshToken, sessionId } = await aFamily();
    const second = await next(100, refreshToken);
    const third = await next(200, second);
    expect(new Set([refreshToken, second, third]).size).toBe(3);
    expect(await namesAbout(sessionId)).toEqual(["session.started", "session.refreshed", "session.refreshed"]);
  });

  test("answers with the same successor for ten seconds, and not a moment longer", async () => {
    const { refreshToken, sessionId } = await aFamily();
    const second = await next(100, refreshToken);
    expect(await next(110, refreshToken)).toBe(second);
    expect(await refreshSession(at(110.001), refreshToken)).toEqual(fail("reused"));
    expect(await endOf(sessionId)).not.toBeNull();
    expect(await refreshSession(at(111), second)).toEqual(fail("ended"));
    expect(await namesAbout(sessionId)).toContain("session.token-reused");
  });

  test("of a generation before the parent ends the family also within the grace", async () => {
    const { refreshToken, sessionId } = await aFamily();
    const second = await next(100, refreshToken);
    await next(101, second);
    expect(await next(102, second)).toBeTruthy();
    expect(await refreshSession(at(103), refreshToken)).toEqual(fail("reused"));
    expect(await endOf(sessionId)).not.toBeNull();
  });

  test("used in ten tabs at once gives all of them one successor and leaves one live family", async () => {
    const { refreshToken, sessionId } = await aFamily();
    const tabs = await Promise.all(Array.from({ length: 10 }, () => next(100, refreshToken)));
    expect(new Set(tabs).size).toBe(1);
    const unused = await db
      .select()
      .from(refreshTokens)
      .where(and(eq(refreshTokens.sessionId, sessionId), isNull(refreshTokens.usedAt)));
    expect(unused).toHaveLength(1);
    expect(await endOf(sessionId)).toBeNull();
  });

  test("that was stolen: of thief and owner the second to come ends the session for both", async () => {
    const { refreshToken } = await aFamily();
    const thief = await next(100, refreshToken);
    expect(await refreshSession(at(2000), refreshToken)).toEqual(fail("reused"));
    expect(await refreshSession(at(2001), thief)).toEqual(fail("ended"));
  });

  test("is nobody's when it is unknown, malformed or of another kind", async () => {
    for (const token of ["", "cvs_refresh_x", newToken("cvs_refresh"), newToken("cvs_device")])
      expect(await refreshSession(at(0), token)).toEqual(fail("unknown"));
  });

  test("does not outlive its session, its account or its seven days", async () => {
    const idle = await aFamily();
    expect(await refreshSession(at(12 * 3600 + 1), idle.refreshToken)).toEqual(fail("idle"));
    const long = await aFamily();
    await db.update(sessions).set({ lastSeenAt: new Date(now.getTime() + 7 * 86_400_000) });
    expect(await refreshSession(at(7 * 86_400), long.refreshToken)).toEqual(fail("expired"));
    const suspended = await aFamily();
    await db.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, suspended.accountId));
    expect(await refreshSession(at(1), suspended.refreshToken)).toEqual(fail("suspended"));
  });

  test("is not in the database, nor is its successor readable there", async () => {
    const { refreshToken } = await aFamily();
    const second = await next(1, refreshToken);
    const dump = JSON.stringify(
      (await db.select().from(refreshTokens)).map((row) => [
        row.tokenHash.toString("latin1"),
        row.successor?.toString("latin1"),
      ]),
    );
    for (const token of [refreshToken, second]) expect(dump.includes(token.slice(12, 40))).toBe(false);
  });
});
