import { eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { addRule } from "#lib/access/address-rules/add-rule.ts";
import { removeRulesOf } from "#lib/access/address-rules/remove-rule.ts";
import { AddRule } from "#lib/access/address-rules/schema.ts";
import type { Permission } from "#lib/access/policy.ts";
import { endpoints } from "#lib/api/endpoints.ts";
import { Refusal } from "#lib/api/schema.ts";
import { scopesOf } from "#lib/identity/tokens/schema.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { enter } from "#tests/support/browserless.ts";
import { aConversation, anonymousCtx } from "#tests/support/factories.ts";
import { type Instance, startInstance } from "#tests/support/instance.ts";
import { aToken } from "#tests/support/tokens.ts";

const CALLS = 200;
let instance: Instance;
let house: Awaited<ReturnType<typeof enter>>;
let user: Awaited<ReturnType<typeof house.person>>;
let token: string;

beforeAll(async () => {
  const many = { requests: 100_000, seconds: 60 };
  instance = await startInstance({
    env: {
      LIMITS: JSON.stringify({ default: many, pages: many, api_calls: { requests: CALLS, seconds: 3600 } }),
      LOG_LEVEL: "warn",
    },
  });
  house = await enter(instance);
  user = await house.person();
  token = await aToken(user.ctx, scopesOf("user"));
});
afterAll(async () => {
  await house?.close();
  await instance?.stop();
});

/** A call as a program sends it: no cookie, no origin, no Fetch Metadata of a browser. */
function call(path: string, { bearer, body, ...init }: RequestInit & { bearer?: string | null } = {}) {
  const headers = new Headers(init.headers);
  const using = bearer === undefined ? token : bearer;
  if (using !== null) headers.set("authorization", `Bearer ${using}`);
  if (body !== undefined && !headers.has("content-type")) headers.set("content-type", "application/json");
  return fetch(`${instance.url}/api/v1${path}`, { redirect: "manual", ...init, headers, body: body ?? null });
}

const json = (value: unknown) => ({ method: "POST", body: JSON.stringify(value) });

async function refusalOf(response: Response) {
  return { status: response.status, ...Refusal.parse(await response.json()) };
}

const doors: [method: string, path: string][] = Object.values(endpoints).map(({ method, path }) => [
  method.toUpperCase(),
  path.replace(/\{\w+\}/, uuidv7()),
]);

describe("an API token, and nothing else, opens the API", () => {
  test.each(doors)("%s %s", async (method, path) => {
    const body = method === "GET" || method === "DELETE" ? {} : { body: "{}" };
    for (const bearer of [null, "x", `${token}x`, token.replace("cvs_api", "cvs_refresh")]) {
      const response = await call(path, { method, bearer, ...body });
      expect(response.headers.get("www-authenticate")).toContain("Bearer");
      expect(await refusalOf(response)).toMatchObject({ status: 401, error: "signed-out" });
    }
    const withCookie = await house.request(`/api/v1${path}`, {
      method,
      cookie: user.cookie,
      headers: { "content-type": "application/json" },
      body: method === "GET" || method === "DELETE" ? null : "{}",
    });
    expect(await refusalOf(withCookie)).toMatchObject({ status: 401, error: "signed-out" });
  });

  test("and it opens nothing else", async () => {
    const { id } = await aConversation(user.ctx);
    const headers = { authorization: `Bearer ${token}` };
    for (const path of [`/api/chat/${id}/messages`, `/api/chat/${id}/stream`, "/api/events"])
      expect([path, (await house.request(path, { headers })).status]).toEqual([path, 401]);
    const page = await house.request("/chat", { headers: { ...headers, "sec-fetch-dest": "document" } });
    expect(page.status).toBe(307);
    const posted = await house.request("/api/chat", { method: "POST", headers, body: "{}" });
    expect(posted.status).toBe(401);
  });

  test("what was wrong with a token is an event, and never told", async () => {
    await call("/models", { bearer: `${token}x` });
    const refused = await house.db.select().from(securityEvents).where(eq(securityEvents.name, "token.refused"));
    expect(refused.at(-1)).toMatchObject({ actorKind: "anonymous", data: { reason: "malformed" } });
  });

  test("whoever is suspended is refused at the next call, and let in again when they are restored", async () => {
    const person = await house.person();
    const bearer = await aToken(person.ctx, ["usage.read"]);
    const status = async () => (await call("/usage", { bearer })).status;
    const set = (state: "active" | "suspended") =>
      house.db.update(accounts).set({ state }).where(eq(accounts.id, person.ctx.actor.id));
    expect(await status()).toBe(200);
    await set("suspended");
    await expect.poll(status, { timeout: 20_000, interval: 20 }).toBe(401);
    await set("active");
    await expect.poll(status, { timeout: 20_000, interval: 20 }).toBe(200);
  });
});

describe("answers", () => {
  test("a message begins a conversation, and everything about it can be read, changed and deleted", async () => {
    const sent = await call("/messages", json({ text: "How do I rename a conversation?" }));
    expect(sent.status).toBe(200);
    const reply = endpoints.sendMessage.output?.parse(await sent.json());
    expect(reply).toMatchObject({ state: "complete", modelId: "librarian" });
    const place = `/conversations/${reply?.conversationId}`;
    const edited = await call(place, { method: "PATCH", body: JSON.stringify({ title: "Renamed", pinned: true }) });
    expect([edited.status, await edited.text()]).toEqual([204, ""]);
    const detail = endpoints.readConversation.output?.parse(await (await call(place)).json());
    expect(detail).toMatchObject({ title: "Renamed", pinned: true });
    const list = endpoints.listConversations.output?.parse(await (await call("/conversations")).json());
    expect(list?.conversations[0]).toMatchObject({ id: reply?.conversationId, title: "Renamed" });
    const window = endpoints.listMessages.output?.parse(await (await call(`${place}/messages`)).json());
    expect(window?.messages.map(({ author }) => author)).toEqual(["person", "model"]);
    const usage = endpoints.readUsage.output?.parse(await (await call("/usage")).json());
    expect(usage?.days[0]?.replies).toBeGreaterThan(0);
    const models = endpoints.listModels.output?.parse(await (await call("/models")).json());
    expect(models?.models.map(({ id }) => id)).toContain("librarian");
    expect((await call(place, { method: "DELETE" })).status).toBe(204);
    expect(await refusalOf(await call(place))).toMatchObject({ status: 404, error: "conversation-not-found" });
  });

  test("a streamed reply is the same event stream that pages read", async () => {
    const sent = await call("/messages", json({ text: "How do I archive a conversation?", stream: true }));
    expect(sent.headers.get("content-type")).toContain("text/event-stream");
    expect(sent.headers.get("x-vercel-ai-ui-message-stream")).toBe("v1");
    const lines = (await sent.text()).split("\n\n").filter((line) => line.startsWith("data: "));
    const types = lines.slice(0, -1).map((line) => (JSON.parse(line.slice(6)) as { type: string }).type);
    expect(types[0]).toBe("start");
    expect(types).toContain("text-delta");
    expect(types.at(-1)).toBe("finish");
    expect(lines.at(-1)).toBe("data: [DONE]");
  });

  test("events are for administrators; addresses need a scope of their own", async () => {
    const admin = await house.person("admin");
    const shown = async (scopes: Permission[]) => {
      const response = await call("/events?severity=info", { bearer: await aToken(admin.ctx, scopes) });
      const page = endpoints.listEvents.output?.parse(await response.json());
      return page?.events.map(({ origin }) => origin !== null);
    };
    expect(await shown(["event.list"])).not.toContain(true);
    expect(await shown(["event.list", "event.read-origin"])).toContain(true);
    expect(await refusalOf(await call("/events"))).toMatchObject({ status: 403, error: "out-of-scope" });
  });
});

describe("documents", () => {
  const upload = (query: string, body: BodyInit, of: RequestInit & { bearer?: string } = {}) =>
    call(`/documents?${query}`, {
      method: "POST",
      body,
      ...of,
      headers: { "content-type": "application/octet-stream" },
    });
  let bearer: string;
  beforeAll(async () => {
    const { ctx } = await house.person();
    bearer = await aToken(ctx, scopesOf("user"));
  });

  test("a file goes in as it is, is read by itself, found, handed out in parts and deleted", async () => {
    const text = "The canteen serves pumpkin soup every Thursday.\n";
    const sent = await upload("name=canteen.md", text, { bearer });
    expect(sent.status).toBe(201);
    expect(Number(sent.headers.get("ratelimit-limit")), "uploads are counted by themselves").toBeLessThan(CALLS);
    const { documentId = "" } = endpoints.uploadDocument.output?.parse(await sent.json()) ?? {};
    const place = `/documents/${documentId}`;
    const read = async () => endpoints.readDocument.output?.parse(await (await call(place, { bearer })).json());
    await expect.poll(async () => (await read())?.state, { timeout: 30_000, interval: 100 }).toBe("ready");

    const found = await call("/documents/search?q=When%20is%20there%20pumpkin%20soup%3F", { bearer });
    expect(endpoints.searchDocuments.output?.parse(await found.json()).passages[0]).toMatchObject({
      ...{ documentId, quotation: text.trim() },
    });

    const file = await call(`${place}/file`, { bearer });
    expect([file.status, await file.text()]).toEqual([200, text]);
    expect(file.headers.get("content-disposition")).toContain("attachment");
    expect(file.headers.get("content-security-policy")).toContain("sandbox");
    const part = await call(`${place}/file`, { bearer, headers: { range: "bytes=4-10" } });
    expect([part.status, part.headers.get("content-range"), await part.text()]).toEqual([
      ...[206, `bytes 4-10/${text.length}`, "canteen"],
    ]);

    expect((await call(place, { bearer, method: "DELETE" })).status).toBe(204);
    expect(await refusalOf(await call(`${place}/file`, { bearer }))).toMatchObject({ error: "document-not-found" });
  });

  test("what is not taken is refused with its own status, and too much before it is read to its end", async () => {
    const tooMuch = Buffer.alloc(10 * 1024 * 1024 + 1, "a");
    // Without a length, so that only reading can tell.
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < tooMuch.length; at += 65_536) controller.enqueue(tooMuch.subarray(at, at + 65_536));
        controller.close();
      },
    });
    const refused: [Promise<Response>, number, string][] = [
      [upload("name=a.txt", tooMuch, { bearer }), 413, "too-large"],
      [upload("name=a.txt", stream, { bearer, duplex: "half" } as RequestInit), 413, "too-large"],
      [upload("name=a.exe", "MZ\0\0", { bearer }), 415, "unknown-type"],
      [upload("name=a.pdf", "no pdf", { bearer }), 415, "name-disagrees"],
      [upload("name=a.txt", "", { bearer }), 422, "empty"],
      [upload("title=a.txt", "text", { bearer }), 400, "invalid-input"],
    ];
    for (const [answer, status, error] of refused)
      expect(await refusalOf(await answer)).toMatchObject({ status, error });
  });
});

describe("refusals have one shape", () => {
  test.each([
    ["nothing under this name", "/nothing", {}, 404, "not-found"],
    ["an id that is none", "/conversations/1", {}, 400, "invalid-input"],
    ["an unknown parameter", "/conversations?owner=me", {}, 400, "invalid-input"],
    ["a body that is no JSON", "/messages", { method: "POST", body: "{" }, 400, "invalid-input"],
    ["a body that is no object", "/messages", json([]), 400, "invalid-input"],
    ["an unknown field", "/messages", json({ text: "x", role: "admin" }), 400, "invalid-input"],
    ["a model that is not there", "/messages", json({ text: "x", modelId: "none" }), 404, "model-not-found"],
    ["too large", "/messages", json({ text: "x".repeat(1024 * 1024) }), 413, "too-large"],
  ] as const)("%s", async (_what, path, init, status, error) => {
    expect(await refusalOf(await call(path, init))).toMatchObject({ status, error });
  });

  test("pages of other sites are refused before the token is looked at, and no CORS invites them", async () => {
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { origin: "https://elsewhere.example" }]) {
      const response = await call("/models", { headers: headers as Record<string, string> });
      expect(response.headers.get("access-control-allow-origin")).toBeNull();
      expect(await refusalOf(response)).toMatchObject({ status: 403, error: "cross-site" });
    }
  });

  test("the document is open to everybody", async () => {
    const document = (await (await call("/openapi.json", { bearer: null })).json()) as { paths: object };
    expect(Object.keys(document.paths).sort()).toEqual(
      [...new Set(Object.values(endpoints).map(({ path }) => path))].sort(),
    );
  });
});

test("calls are counted per account over all its tokens; every answer says what is left, a refusal when to come back", async () => {
  const person = await house.person();
  const bearers = [await aToken(person.ctx, ["usage.read"]), await aToken(person.ctx, ["usage.read"])];
  const first = await call("/models", { bearer: bearers[0] as string });
  expect(first.headers.get("ratelimit-limit")).toBe(String(CALLS));
  expect(first.headers.get("ratelimit-remaining")).toBe(String(CALLS - 1));
  expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(0);
  const statuses: number[] = [];
  for (let sent = 0; sent < CALLS; sent += 1)
    statuses.push((await call("/models", { bearer: bearers[sent % 2] as string })).status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(CALLS - 1);
  const over = await call("/models", { bearer: bearers[0] as string });
  expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(over.headers.get("ratelimit-remaining")).toBe("0");
  expect(await refusalOf(over)).toMatchObject({ status: 429, error: "too-many-requests" });
  // Somebody else is not concerned.
  expect((await call("/models")).status).toBe(200);
});

test("a rule about addresses holds at once on every door but the probes, and a shell undoes it", async () => {
  const operator: Ctx = { ...anonymousCtx(house.db), now: new Date(), actor: { kind: "operator" } };
  const add = (effect: string, network: string, area: string) =>
    addRule(operator, AddRule.parse({ effect, network, area }));
  const admin = await house.person("admin");
  const status = async (path: string) => (await house.request(path, { cookie: admin.cookie })).status;
  // The tests come from this machine: an administration that only others may enter refuses them.
  expect((await add("allow", "192.0.2.0/24", "administration")).ok).toBe(true);
  await expect.poll(() => status("/admin/rules"), { timeout: 20_000, interval: 20 }).toBe(403);
  expect(await status("/chat")).toBe(200);
  await removeRulesOf(operator, { network: "192.0.2.0/24" });
  await expect.poll(() => status("/admin/rules"), { timeout: 20_000, interval: 20 }).toBe(200);

  for (const network of ["127.0.0.0/8", "::1"]) expect((await add("block", network, "everything")).ok).toBe(true);
  await expect.poll(() => status("/chat"), { timeout: 20_000, interval: 20 }).toBe(403);
  expect(await refusalOf(await call("/models"))).toMatchObject({ status: 403, error: "address-refused" });
  const page = await house.request("/", { headers: { accept: "text/html", "sec-fetch-dest": "document" } });
  expect(await page.text()).toContain("may not enter");
  expect(await status("/api/health")).toBe(200);
  for (const network of ["127.0.0.0/8", "::1"]) await removeRulesOf(operator, { network });
  await expect.poll(() => status("/chat"), { timeout: 20_000, interval: 20 }).toBe(200);
  const refused = await house.db.select().from(securityEvents).where(eq(securityEvents.name, "address.refused"));
  expect(refused.length).toBeLessThanOrEqual(2);
  expect(refused.length).toBeGreaterThan(0);
});
