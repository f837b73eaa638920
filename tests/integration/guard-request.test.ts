import { eq } from "drizzle-orm";
import { NextRequest } from "next/server";
import { beforeEach, describe, expect, test } from "vitest";
import { securityEvents } from "#db/schema/events.ts";
import { refreshTokens } from "#db/schema/sessions.ts";
import { guardRequest } from "#lib/http/guard-request.ts";
import { internalHeaders } from "#lib/http/internal-headers.ts";
import { refreshCookieName } from "#lib/http/session-cookies.ts";
import { mintToken, sessionCookieName } from "#lib/http/session-token.ts";
import { whoAsks } from "#lib/http/who-asks.ts";
import { refreshSession } from "#lib/identity/sessions/refresh-session.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { defaultLimits } from "#lib/limits/table.ts";
import { database } from "#lib/platform/database.ts";
import { env } from "#lib/platform/env.ts";
import { anonymousCtx, aPerson } from "#tests/support/factories.ts";
import { inOwnDatabase } from "#tests/support/own-database.ts";

// What a request provokes is committed, and what a process remembers is told by commits.
inOwnDatabase("guard_request");

let machines = 0;
let address: string;
beforeEach(() => {
  machines += 1;
  address = `198.51.100.${machines}`;
});

function asked(path: string, of: { method?: string; site?: string; cookies?: Record<string, string> } = {}) {
  const { method = "GET", site = "same-origin", cookies = {} } = of;
  const headers = {
    host: new URL(env().appUrl).host,
    "sec-fetch-site": site,
    "user-agent": "test",
    [internalHeaders.address]: address,
    cookie: Object.entries(cookies)
      .map((each) => each.join("="))
      .join("; "),
  };
  return new NextRequest(env().appUrl + path, { method, headers });
}

const eventsOf = (name: string) =>
  database().select({ data: securityEvents.data }).from(securityEvents).where(eq(securityEvents.name, name));
const most = defaultLimits.default.requests;

describe("what anybody can provoke", () => {
  test.each([
    ["requests from another site", "request.cross-site", 403, "/api/chat", { method: "POST", site: "cross-site" }],
    ["the same where nothing else is counted", "request.cross-site", 403, "/api/health", { site: "cross-site" }],
    [
      "cookies that are nothing",
      "session.invalid",
      200,
      "/chat",
      { method: "POST", cookies: { "convosphere.session": "x" } },
    ],
    [
      "the same where nothing else is counted",
      "session.invalid",
      200,
      "/api/health",
      { cookies: { "convosphere.session": "x" } },
    ],
  ])("%s: an event each, until the address is over its limit", async (_, name, status, path, of) => {
    const before = (await eventsOf(name)).length;
    const statuses = [];
    for (let n = 0; n < most + 5; n += 1) statuses.push((await guardRequest(asked(path, of))).status);
    expect(statuses.slice(0, most)).toEqual(Array(most).fill(status));
    expect(statuses.slice(most)).toEqual(Array(5).fill(429));
    expect((await eventsOf(name)).length - before).toBe(most);
  });

  test("a probe of health that brings nothing is never counted", async () => {
    for (let n = 0; n < most + 5; n += 1) expect((await guardRequest(asked("/api/health"))).status).toBe(200);
  });
});

test("a refresh token that was used before ends the access that comes with it, however good that still is", async () => {
  const person = await aPerson(database(), { at: new Date(), address: null });
  const { sessionId, accountId, refreshToken } = await startSession(person, person.actor, { method: "password" });
  const ctx = { ...anonymousCtx(database(), new Date()), address };
  const expiresAt = new Date(Date.now() + 30_000);
  const cookies = {
    [sessionCookieName()]: await mintToken({ sessionId, accountId, expiresAt }, new Date()),
    [refreshCookieName()]: refreshToken,
  };
  // In memory from now on.
  const earlier = {
    [sessionCookieName()]: await mintToken({ sessionId, accountId, expiresAt: person.actor.endsAt }, new Date()),
  };
  expect((await whoAsks(ctx, asked("/chat", { cookies: earlier }))).actor.kind).toBe("person");
  expect((await refreshSession(ctx, refreshToken)).ok).toBe(true);
  await database()
    .update(refreshTokens)
    .set({ usedAt: new Date(Date.now() - 11_000) })
    .where(eq(refreshTokens.sessionId, sessionId));
  const asker = await whoAsks(ctx, asked("/chat", { cookies }));
  expect(asker).toMatchObject({ actor: { kind: "anonymous" }, fault: "reused" });
  expect(asker.cookies.map(({ value, maxAge }) => [value, maxAge])).toEqual([
    ["", 0],
    ["", 0],
  ]);
  expect(await eventsOf("session.token-reused")).toHaveLength(1);
});
