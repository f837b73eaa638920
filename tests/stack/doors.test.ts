import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { encode } from "next-auth/jwt";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { enter } from "#tests/support/browserless.ts";
import { aConversation } from "#tests/support/factories.ts";
import { fewAtOnce } from "#tests/support/few-at-once.ts";
import { type Instance, startInstance } from "#tests/support/instance.ts";

let instance: Instance;
let house: Awaited<ReturnType<typeof enter>>;
let cookies: Record<"user" | "moderator" | "admin", string>;

beforeAll(async () => {
  const many = { requests: 1_000_000, seconds: 60 };
  instance = await startInstance({
    env: { LIMITS: JSON.stringify({ default: many, pages: many, login: many }), LOG_LEVEL: "warn" },
  });
  house = await enter(instance);
  const [user, moderator, admin] = [
    await house.person("user"),
    await house.person("moderator"),
    await house.person("admin"),
  ];
  cookies = { user: user.cookie, moderator: moderator.cookie, admin: admin.cookie };
});
afterAll(async () => {
  await house?.close();
  await instance?.stop();
});

const uuid = "01930000-0000-7000-8000-000000000001";

/** Every page and route handler of the build, with its parameters filled in. */
const doors = Object.keys(
  JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8")) as Record<string, string>,
)
  .map((entry) => ({
    isPage: entry.endsWith("/page"),
    path: entry
      .replace(/\/(page|route)$/, "")
      .replace(/\/\([^)]+\)/g, "")
      .replace("[conversationId]", uuid)
      .replace("[page]", "chatting")
      .replace("[...nextauth]", "session"),
  }))
  .filter(({ path }) => !/_not-found|_global-error|\.(svg|txt)/.test(path))
  .map((door) => ({ ...door, path: door.path || "/" }));

test("headers that claim to be ours open nothing", async () => {
  const claims: Record<string, string>[] = [
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
    { "x-middleware-subrequest": "src/middleware" },
    { "x-convosphere-request": uuid, "x-convosphere-nonce": "x", "x-convosphere-address": "127.0.0.1" },
    { "x-middleware-next": "1", "x-middleware-rewrite": "/admin/events" },
    { "x-forwarded-for": "127.0.0.1", "x-real-ip": "127.0.0.1" },
    { "x-invoke-path": "/admin/events", "x-matched-path": "/admin/events" },
    { "next-action": "0".repeat(42) },
  ];
  for (const headers of claims) {
    const response = await house.request("/admin/events", { headers });
    expect([Object.keys(headers)[0], response.status]).toEqual([Object.keys(headers)[0], 307]);
  }
});

describe("a session token", () => {
  const probe = async (value: string) =>
    (await house.request(`/api/chat/${uuid}/messages`, { cookie: `convosphere.session=${value}` })).status;

  test("that is forged, truncated, altered, oversized or of another instance is nobody's", async () => {
    const good = cookies.user.split("=")[1] as string;
    expect(await probe(good)).toBe(404); // somebody: the conversation is what is missing
    const foreign = await encode({
      token: { sub: uuid, sid: uuid },
      secret: "another-instance-with-a-secret-of-its-own",
    });
    const none = `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from(`{"sid":"${uuid}"}`).toString("base64url")}.`;
    for (const bad of [
      "x",
      good.slice(0, -3),
      `${good}x`,
      good.replace(/.(.)$/, "A$1"),
      "e".repeat(8_000),
      foreign,
      none,
      encodeURIComponent("\u0000"),
    ]) {
      expect(await probe(bad)).toBe(401);
    }
  });
});

describe("nonsense at every door is refused in one plain shape, and the process lives", () => {
  const bodies = [
    "",
    "{",
    "null",
    "[]",
    '"x"',
    "{}",
    '{"__proto__":{"a":1}}',
    `{"kind":"send","text":${JSON.stringify("x".repeat(10_001))}}`,
    '{"kind":"send","conversationId":1,"parentId":[],"text":{},"modelId":null}',
    JSON.stringify({
      kind: "send",
      conversationId: null,
      parentId: null,
      text: "hi",
      modelId: "librarian",
      ownerId: uuid,
      role: "admin",
    }),
    `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`,
    "\ufffd\u0000",
  ];

  test.each(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])("%s", { timeout: 300_000 }, async (method) => {
    const bodiesFor = (isPage: boolean) => (method === "POST" && !isPage ? bodies : bodies.slice(0, 2));
    const tries = doors.flatMap((door) =>
      (method === "GET" ? [null] : bodiesFor(door.isPage)).map((body) => ({ ...door, body })),
    );
    await fewAtOnce(tries, async ({ path, isPage, body }) => {
      const query = method === "GET" ? `?before=nonsense&name=%00&severity[]=x&x=${"y".repeat(2_000)}` : "";
      const response = await house.request(`${path}${query}`, {
        method,
        cookie: cookies.admin,
        body,
        headers: { "content-type": "application/json" },
        signal: AbortSignal.timeout(60_000),
      });
      const text = path === "/api/events" && response.ok ? "" : await response.text();
      await response.body?.cancel().catch(() => {});
      const answered = [method, path, body?.slice(0, 40), response.status < 500];
      expect(answered).toEqual([method, path, body?.slice(0, 40), true]);
      expect(text).not.toMatch(/\bat [\w.]+ \(|node_modules|\.ts:\d+/);
      if (isPage || response.status < 400 || response.status === 405) return;
      if (path.startsWith("/api/auth") || path.startsWith("/api/health")) return;
      const shape = path.startsWith("/api/v1/") ? ["error", "message", "requestId"] : ["error", "requestId"];
      expect(Object.keys(JSON.parse(text) as object).sort()).toEqual(shape);
    });
    expect((await house.request("/api/health")).status).toBe(200);
  });

  test("a body over 1 MiB is refused with 413 while it is read", async () => {
    const response = await house.request("/api/chat", {
      method: "POST",
      cookie: cookies.user,
      body: `{"text":"${"x".repeat(1024 * 1024)}"}`,
      headers: { "content-type": "application/json" },
    });
    expect(response.status).toBe(413);
  });
});

test("nonsense for every server action is refused, and the process lives", { timeout: 300_000 }, async () => {
  const manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8")) as {
    node: Record<string, unknown>;
  };
  const ids = Object.keys(manifest.node);
  expect(ids.length).toBeGreaterThanOrEqual(10);
  const anybodys = ["[null]", "nonsense", '["$undefined","$K1"]'];
  const bodies = [
    ...anybodys,
    "[]",
    '["x"]',
    "[{}]",
    '[{"conversationId":"nonsense"}]',
    `["${"x".repeat(5_000)}"]`,
    '[{"key":"limits","value":{"default":{"requests":-1,"seconds":0}}}]',
  ];
  const tries = ids.flatMap((id) => [
    ...bodies.map((body) => ({ id, body, cookie: cookies.user as string | null })),
    ...anybodys.map((body) => ({ id, body, cookie: null })),
  ]);
  await fewAtOnce(tries, async ({ id, body, cookie }) => {
    const response = await house.request("/sign-in", {
      method: "POST",
      cookie,
      body,
      headers: { "next-action": id, "content-type": "text/plain;charset=UTF-8", accept: "text/x-component" },
    });
    expect(await response.text()).not.toMatch(/node_modules|\.ts:\d+/);
  });
  expect((await house.request("/api/health/ready")).status).toBe(200);
});

test("what is not there and what is not one's own look the same", async () => {
  const owner = await house.person();
  const { id } = await aConversation(owner.ctx);
  const seen = async (path: string, init: RequestInit = {}) => {
    const response = await house.request(path, { ...init, cookie: cookies.user });
    const body = (await response.json()) as { error: string };
    return [response.status, body.error, [...response.headers.keys()].sort().join()];
  };
  for (const suffix of ["messages", "stream"])
    expect(await seen(`/api/chat/${id}/${suffix}`)).toEqual(await seen(`/api/chat/${uuid}/${suffix}`));
  expect(await seen(`/api/chat/${id}/stream`, { method: "DELETE" })).toEqual(
    await seen(`/api/chat/${uuid}/stream`, { method: "DELETE" }),
  );
  const send = (conversationId: string) => ({
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ kind: "send", conversationId, parentId: null, text: "hi", modelId: "librarian" }),
  });
  expect(await seen("/api/chat", send(id))).toEqual(await seen("/api/chat", send(uuid)));
  const page = async (conversationId: string) =>
    (await house.request(`/chat/${conversationId}`, { cookie: cookies.user })).status;
  expect(await page(id)).toBe(await page(uuid));
});

test("a request from another site is refused before anything else, also with a session", async () => {
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "", origin: "https://evil.example" },
  ] as Record<string, string>[]) {
    const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ""));
    const response = await fetch(`${instance.url}/api/chat`, {
      method: "POST",
      body: "{}",
      headers: { ...sent, cookie: cookies.user, "content-type": "application/json" },
    });
    expect(response.status).toBe(403);
  }
});

test("a client that leaves at any moment, its body sent or half sent, ends nothing", async () => {
  const { port, host } = new URL(instance.url);
  for (const path of ["/api/chat", "/api/v1/messages", "/sign-in", "/api/auth/callback/credentials"]) {
    for (const [length, after] of [100, 8].flatMap((bytes) =>
      [0, 2, 5, 10, 20, 50].map((ms) => [bytes, ms] as const),
    )) {
      const socket = connect(Number(port), "127.0.0.1");
      socket.on("error", () => {});
      await once(socket, "connect");
      socket.write(
        `POST ${path} HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${instance.url}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n{"half":`,
      );
      await new Promise((resolve) => setTimeout(resolve, after));
      socket.destroy();
    }
  }
  expect((await house.request("/api/health")).status).toBe(200);
}, 180_000);

test("health answers part by part", async () => {
  const ready = (await (await house.request("/api/health/ready")).json()) as {
    ready: boolean;
    parts: Record<string, { ok: boolean; milliseconds: number }>;
  };
  expect(ready.ready).toBe(true);
  expect(Object.keys(ready.parts).sort()).toEqual(["database", "limits", "migrations", "worker"]);
  for (const part of Object.values(ready.parts))
    expect(part).toMatchObject({ ok: true, milliseconds: expect.any(Number) });
});
