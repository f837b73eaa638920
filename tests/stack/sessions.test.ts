import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { and, eq } from "drizzle-orm";
import { decode, encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { settings } from "#db/schema/instance.ts";
import { refreshTokens, sessions } from "#db/schema/sessions.ts";
import { hashPassword } from "#lib/crypto/password.ts";
import { startSession } from "#lib/identity/sessions/start-session.ts";
import { runningEmbeddedPostgres } from "#lib/platform/running-postgres.ts";
import { enter } from "#tests/support/browserless.ts";
import { cookieJar } from "#tests/support/cookie-jar.ts";
import { aPerson } from "#tests/support/factories.ts";
import { type Instance, startInstance } from "#tests/support/instance.ts";

// Two servers on one database with the same keys, and a third that believes to be public: no Redis, no shared disk.
let [first, second, secure]: Instance[] = [];
let house: Awaited<ReturnType<typeof enter>>;
let db: Db;
let authSecret: string;

const many = { requests: 1_000_000, seconds: 60 };
const LIMITS = JSON.stringify({ default: many, pages: many, login: many });
beforeAll(async () => {
  first = await startInstance({ env: { LIMITS, LOG_LEVEL: "warn" } });
  const secret = (name: string) => readFileSync(join((first as Instance).dataDir, "secrets", name), "utf8").trim();
  authSecret = secret("auth-secret");
  const shared = {
    ...{ LIMITS, LOG_LEVEL: "warn", DATABASE_URL: runningEmbeddedPostgres(first.dataDir) ?? "" },
    ...{ AUTH_SECRET: authSecret, MASTER_KEYS: secret("master-keys") },
  };
  second = await startInstance({ env: shared });
  secure = await startInstance({ env: { ...shared, APP_URL: "https://chat.example.org" } });
  house = await enter(first);
  db = house.db as Db;
}, 120_000);
afterAll(async () => {
  await house?.close();
  for (const instance of [secure, second, first]) await instance?.stop();
});

type Names = { access: string; refresh: string };
const plain: Names = { access: "convosphere.session", refresh: "convosphere.refresh" };

/** A family of tokens, its access token already over unless it is said how long it lasts (seconds). */
async function aFamily(lasts = -60) {
  const { ctx } = await house.person();
  const session = await startSession({ ...ctx, device: "test" }, ctx.actor, { method: "password" });
  const token = { sub: session.accountId, sid: session.sessionId };
  const access = await encode({ token, secret: authSecret, maxAge: lasts });
  return { ...session, access, ctx };
}
const cookieOf = (family: { access: string; refreshToken: string }, names = plain) =>
  `${names.access}=${family.access}; ${names.refresh}=${family.refreshToken}`;

async function open(instance: Instance | undefined, path: string, cookie: string) {
  const response = await fetch(`${instance?.url}${path}`, {
    redirect: "manual",
    headers: { cookie, "user-agent": "test", "sec-fetch-site": "none", "sec-fetch-dest": "document" },
  });
  const set = new Map(
    response.headers.getSetCookie().map((line) => {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      return [name, { value, line }];
    }),
  );
  return { status: response.status, set, text: await response.text(), location: response.headers.get("location") };
}
const eventsAbout = async (sessionId: string) =>
  (await db.select().from(securityEvents))
    .filter(({ data }) => (data as { sessionId?: string }).sessionId === sessionId)
    .map(({ name }) => name);

describe("an access token that is over", () => {
  test("is exchanged on the way: the page comes as if nothing had been, with both cookies anew", async () => {
    const family = await aFamily();
    const page = await open(first, "/settings/profile", cookieOf(family));
    expect(page.status).toBe(200);
    expect(page.text).toContain("A Person");
    for (const name of [plain.access, plain.refresh]) {
      expect(page.set.get(name)?.line).toMatch(/HttpOnly/i);
      expect(page.set.get(name)?.line).toMatch(/SameSite=lax/i);
      expect(page.set.get(name)?.value).not.toBe("");
    }
    const access = page.set.get(plain.access)?.value ?? "";
    expect((await open(first, "/settings/profile", `${plain.access}=${access}`)).status).toBe(200);
    expect(await eventsAbout(family.sessionId)).toEqual(["session.started", "session.refreshed"]);
  });

  test("is nobody's without its refresh token, and an event says so", async () => {
    const family = await aFamily();
    const page = await open(first, "/settings/profile", `${plain.access}=${family.access}`);
    expect([page.status, page.location]).toEqual([307, "/sign-in?next=%2Fsettings%2Fprofile"]);
    const invalid = await db.select().from(securityEvents).where(eq(securityEvents.name, "session.invalid"));
    expect(invalid.some(({ data }) => (data as { reason: string }).reason === "expired")).toBe(true);
  });

  test("in ten tabs at once ends with one live family and the same successor for all", async () => {
    const family = await aFamily();
    const tabs = await Promise.all(
      Array.from({ length: 10 }, (_, n) => open(n % 2 ? first : second, "/settings/profile", cookieOf(family))),
    );
    expect(tabs.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(new Set(tabs.map(({ set }) => set.get(plain.refresh)?.value)).size).toBe(1);
    const [row] = await db.select().from(sessions).where(eq(sessions.id, family.sessionId));
    expect(row?.endedAt).toBeNull();
  });

  test("with a refresh token that was used long ago ends the whole family, on both servers, at the next request", async () => {
    const family = await aFamily(600);
    const after = await open(first, "/settings/profile", `${plain.refresh}=${family.refreshToken}`);
    const latest = {
      access: after.set.get(plain.access)?.value ?? "",
      refreshToken: after.set.get(plain.refresh)?.value ?? "",
    };
    for (const server of [first, second])
      expect((await open(server, "/settings/profile", cookieOf(latest))).status).toBe(200);
    await db
      .update(refreshTokens)
      .set({ usedAt: new Date(Date.now() - 11_000) })
      .where(eq(refreshTokens.sessionId, family.sessionId));

    // However good the access token is that comes with it.
    const nearlyOver = await encode({
      token: { sub: family.accountId, sid: family.sessionId },
      ...{ secret: authSecret, maxAge: 30 },
    });
    const thief = await open(second, "/settings/profile", cookieOf({ ...family, access: nearlyOver }));
    expect(thief.status).toBe(307);
    expect(thief.set.get(plain.refresh)?.value).toBe("");
    for (const server of [first, second])
      expect((await open(server, "/settings/profile", cookieOf(latest))).status).toBe(307);
    expect(await eventsAbout(family.sessionId)).toContain("session.token-reused");
  });
});

describe("next-auth's own doors", () => {
  const session = (family: { access: string }, init: RequestInit = {}) =>
    house.request("/api/auth/session", { cookie: `${plain.access}=${family.access}`, ...init });

  test("tell whose session it is, and renew no access token: that is for the refresh token", async () => {
    const family = await aFamily(600);
    const told = await session(family);
    expect(await told.json()).toEqual({
      user: { id: family.accountId, role: "user" },
      expires: family.expiresAt.toISOString(),
    });
    expect(told.headers.getSetCookie()).toEqual([]);
    const { csrfToken } = (await (await house.request("/api/auth/csrf")).json()) as { csrfToken: string };
    const updated = await session(family, { method: "POST", body: new URLSearchParams({ csrfToken }) });
    expect([updated.status, updated.headers.getSetCookie()]).toEqual([405, []]);
    const over = await open(first, "/api/auth/session", cookieOf(await aFamily()));
    expect(JSON.parse(over.text)).toMatchObject({ user: { role: "user" } });
    expect([...over.set.keys()].sort()).toEqual([plain.refresh, plain.access]);
  });

  test("tell nothing of a session that has ended, is over, or never was", async () => {
    const ended = await aFamily(600);
    await db.update(sessions).set({ endedAt: new Date() }).where(eq(sessions.id, ended.sessionId));
    for (const family of [ended, await aFamily(), { access: "x" }]) {
      const told = await session(family);
      expect([told.status, await told.json()]).toEqual([200, null]);
      // Taken back, if anything.
      for (const line of told.headers.getSetCookie()) expect(line).toMatch(/^[^=]+=;/);
    }
    expect(await (await house.request("/api/auth/session")).json()).toBeNull();
  });

  test("let in as the form does: with all cookies, known by the browser, for as long as is set at that moment", async () => {
    const [email, password] = ["door@example.org", "a password that nobody guesses"];
    const { actor } = await aPerson(db, { email, passwordHash: await hashPassword(password), at: new Date() });
    const jar = cookieJar();
    /** Signs in; how long the access token lasts, in minutes. */
    const signIn = async () => {
      const csrf = jar.take(await house.request("/api/auth/csrf", { cookie: jar.header }));
      const { csrfToken } = (await csrf.json()) as { csrfToken: string };
      const body = new URLSearchParams({ email, password, csrfToken });
      const door = "/api/auth/callback/credentials";
      jar.take(await house.request(door, { method: "POST", cookie: jar.header, body }));
      const claims = await decode({ token: jar.get(plain.access) ?? "", secret: authSecret });
      return Math.round((Number(claims?.exp) * 1000 - Date.now()) / 60_000);
    };
    expect(await signIn()).toBe(30);
    expect([jar.has(plain.refresh), jar.has("convosphere.device")]).toEqual([true, true]);
    const value = { accessMinutes: 7, refreshDays: 7 };
    await db.insert(settings).values({ key: "tokens", value, changedAt: new Date() });
    // Another process hears of a setting within two seconds.
    await expect.poll(signIn, { timeout: 30_000, interval: 500 }).toBe(7);
    await db.delete(settings);
    const { csrfToken } = (await (await house.request("/api/auth/csrf", { cookie: jar.header })).json()) as {
      csrfToken: string;
    };
    const leave = { method: "POST", cookie: jar.header, body: new URLSearchParams({ csrfToken }) };
    jar.take(await house.request("/api/auth/signout", leave));
    expect([jar.has(plain.access), jar.has(plain.refresh), jar.has("convosphere.device")]).toEqual([
      false,
      false,
      true,
    ]);
    const started = await db
      .select({ data: securityEvents.data })
      .from(securityEvents)
      .where(and(eq(securityEvents.name, "session.started"), eq(securityEvents.actorId, actor.id)))
      .orderBy(securityEvents.seq);
    const [, first, ...later] = started.map(({ data }) => (data as { newDevice: boolean }).newDevice);
    expect([first, ...new Set(later)]).toEqual([true, false]);
  });
});

describe("what an administrator or the owner ends", () => {
  test("stops on every server at the next request, whichever did it", async () => {
    for (const change of [
      (family: { sessionId: string }) =>
        db.update(sessions).set({ endedAt: new Date() }).where(eq(sessions.id, family.sessionId)),
      (family: { accountId: string }) =>
        db.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, family.accountId)),
      (family: { accountId: string }) => db.delete(accounts).where(eq(accounts.id, family.accountId)),
    ]) {
      const family = await aFamily(600);
      for (const server of [first, second])
        expect((await open(server, "/settings/profile", cookieOf(family))).status).toBe(200);
      await change(family);
      // An announcement takes a moment to arrive; an administrator's click waits for it, this test's SQL does not.
      await new Promise((resolve) => setTimeout(resolve, 50));
      for (const server of [second, first])
        expect((await open(server, "/settings/profile", cookieOf(family))).status).toBe(307);
    }
  });
});

test("over https the cookies carry the prefix that binds them to this host", async () => {
  const family = await aFamily();
  const names = { access: "__Host-convosphere.session", refresh: "__Host-convosphere.refresh" };
  // Not `fetch`: it sets the host by itself.
  const lines = await new Promise<string[]>((resolve, reject) => {
    const asked = request(`${secure?.url}/settings/profile`, {
      headers: { host: "chat.example.org", cookie: cookieOf(family, names), "user-agent": "test" },
    });
    asked.once("response", (response) => {
      response.resume();
      resolve(response.headers["set-cookie"] ?? []);
    });
    asked.once("error", reject).end();
  });
  const refresh = lines.find((line) => line.startsWith(`${names.refresh}=`));
  for (const part of [/Path=\/;/i, /Secure/i, /HttpOnly/i]) expect(refresh).toMatch(part);
  expect(refresh).not.toMatch(/Domain/i);
});

test("nothing secret stands in an address, and no page's script can read a cookie", async () => {
  const family = await aFamily();
  const page = await open(first, "/chat", cookieOf(family));
  for (const secret of [
    family.refreshToken,
    page.set.get(plain.refresh)?.value ?? "-",
    page.set.get(plain.access)?.value ?? "-",
  ])
    expect(page.text.includes(secret)).toBe(false);
  expect(page.location).toBeNull();
});
