import { eq } from "drizzle-orm";
import { encode } from "next-auth/jwt";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { apiTokens } from "#db/schema/access.ts";
import { accounts } from "#db/schema/accounts.ts";
import { sessions } from "#db/schema/sessions.ts";
import { denial, type Permission } from "#lib/access/policy.ts";
import { roles } from "#lib/access/schema.ts";
import { endpoints } from "#lib/api/endpoints.ts";
import { accountBox } from "#lib/crypto/data-keys.ts";
import { hashToken, newToken } from "#lib/crypto/token.ts";
import { tokenScopes } from "#lib/identity/tokens/schema.ts";
import type { PersonCtx } from "#lib/platform/context.ts";
import { runningEmbeddedPostgres } from "#lib/platform/running-postgres.ts";
import { secrets } from "#lib/platform/secrets.ts";
import { enter } from "#tests/support/browserless.ts";
import { buildWithoutMiddleware } from "#tests/support/build-without-middleware.ts";
import { aConversation } from "#tests/support/factories.ts";
import { type Instance, startInstance } from "#tests/support/instance.ts";
import { actionRequest, builtActions, builtDoors, outcomeOf } from "./call.ts";
import { type Access, actions, doors, type Ids } from "./doors.ts";

const PAGE_OF_HELP = "chatting";

let guarded: Instance;
let bare: Instance;
let twin: ReturnType<typeof buildWithoutMiddleware>;
let house: Awaited<ReturnType<typeof enter>>;
let owner: Holder;
let ids: Ids;

/** Somebody who knocks: with a session cookie, or with nothing that counts. */
type Holder = { name: string; cookie: string | null; ctx: PersonCtx | null };
let nobodies: Holder[];
let others: Holder[];

const many = { requests: 1_000_000, seconds: 60 };
beforeAll(async () => {
  const LIMITS = JSON.stringify({ default: many, pages: many, login: many, api_calls: many, file_upload: many });
  // Pages of links by mail are there only where mails leave; none has to arrive.
  const common = { LIMITS, LOG_LEVEL: "fatal", SMTP_URL: "smtp://127.0.0.1:9", MAIL_FROM: "no-reply@example.org" };
  guarded = await startInstance({ env: common });
  house = await enter(guarded);
  twin = buildWithoutMiddleware();
  bare = await startInstance({
    root: twin.root,
    dataDir: guarded.dataDir,
    env: { ...common, WORKER: "off", DATABASE_URL: runningEmbeddedPostgres(guarded.dataDir) ?? "" },
  });
  const db = house.db as Db;
  const somebody = async (
    name: string,
    role: (typeof roles)[number] = "user",
  ): Promise<Holder & { ctx: PersonCtx }> => ({
    name,
    ...(await house.person(role)),
  });
  owner = await somebody("the owner");
  others = [];
  for (const role of roles) others.push(await somebody(role, role));

  const suspended = await somebody("somebody suspended", "admin");
  await db.update(accounts).set({ state: "suspended" }).where(eq(accounts.id, suspended.ctx.actor.id));
  const ended = await somebody("a session that has ended", "admin");
  await db.update(sessions).set({ endedAt: new Date() }).where(eq(sessions.id, ended.ctx.actor.sessionId));
  const late = await somebody("a token that is over", "admin");
  const claims = { sub: late.ctx.actor.id, sid: late.ctx.actor.sessionId };
  const minted = async (secret: string, maxAge: number) =>
    `convosphere.session=${await encode({ token: claims, secret, maxAge })}`;
  nobodies = [
    { name: "nobody", cookie: null, ctx: null },
    suspended,
    ended,
    { ...late, cookie: await minted(secrets().authSecret, -60) },
    { ...late, name: "a token of another instance", cookie: await minted("a-secret-of-some-other-instance", 600) },
  ];
  const conversation = await aConversation(owner.ctx as PersonCtx);
  const missing = () => uuidv7();
  ids = {
    ...{ conversation: conversation.id, message: conversation.messageIds[1] as string },
    ...{ account: (owner.ctx as PersonCtx).actor.id, session: (owner.ctx as PersonCtx).actor.sessionId },
    ...{
      passkey: missing(),
      token: missing(),
      delegation: missing(),
      glass: missing(),
      rule: missing(),
      reset: missing(),
    },
  };
}, 120_000);
afterAll(async () => {
  await house?.close();
  await bare?.stop();
  await guarded?.stop();
  twin?.remove();
});

const fill = (path: string) =>
  path
    .replace("[conversationId]", ids?.conversation ?? uuidv7())
    .replace("[accountId]", ids?.account ?? uuidv7())
    .replace("[page]", PAGE_OF_HELP)
    .replace("[...nextauth]", "session")
    .replace("[...missing]", "no-such-door");

/** Whether this person may come in here, by the policy and by nothing else. */
function may({ ctx }: Holder, access: Access): boolean {
  if (access === "anybody" || access === "self") return true;
  if (ctx === null || access === "program" || access === "step" || access === "nobody") return false;
  if (access === "person") return true;
  if (access === "owner") return ctx.actor.id === ids.account;
  return denial(ctx.actor, access.permission, {} as never, new Date()) === null;
}

async function knock(server: Instance, path: string, holder: Pick<Holder, "cookie">, init: RequestInit = {}) {
  const isPage = !path.startsWith("/api/");
  const headers = new Headers(init.headers);
  headers.set("origin", server.url);
  headers.set("sec-fetch-site", "same-origin");
  headers.set("sec-fetch-dest", isPage ? "document" : "empty");
  if (holder.cookie !== null) headers.set("cookie", holder.cookie);
  const response = await fetch(server.url + path, {
    redirect: "manual",
    signal: AbortSignal.timeout(20_000),
    ...init,
    headers,
  });
  return response;
}

/** Turned away: to the sign-in page, or with a status that says no. A door that only does not take GET counts as open. */
async function isRefused(response: Response): Promise<boolean> {
  const away = response.headers.get("location")?.includes("/sign-in") ?? false;
  // An events stream has no end; whoever got in sees that in its status.
  await response.body?.cancel();
  return away || [401, 403, 404].includes(response.status);
}

test("every door of the API is in its table of endpoints", () => {
  const listed = new Set(
    Object.values(endpoints).map(({ path }) => `/api/v1${path.replace("{", "[").replace("}", "]")}`),
  );
  const programs = Object.entries(doors).filter(([, access]) => access === "program");
  expect(programs.map(([path]) => path).sort()).toEqual([...listed].sort());
});

test("every page, route handler and action of the build has a row in the table", () => {
  expect(
    builtDoors()
      .map(({ path }) => path)
      .sort(),
  ).toEqual(Object.keys(doors).sort());
  expect(
    builtActions(fill)
      .map(({ name }) => name)
      .sort(),
  ).toEqual(Object.keys(actions).sort());
});

describe.each(["with the middleware", "with the middleware switched off"])("%s", (how) => {
  const server = () => (how === "with the middleware" ? guarded : bare);

  test("who has no session comes in nowhere but where anybody may", async () => {
    for (const holder of nobodies) {
      for (const [path, access] of Object.entries(doors)) {
        if (access === "anybody" || access === "self") continue;
        const response = await knock(server(), fill(path), holder);
        const refused = (await isRefused(response)) || response.status === 405;
        expect([holder.name, path, refused]).toEqual([holder.name, path, true]);
      }
    }
  }, 60_000);

  test("each role comes in exactly where the policy says, and the owner alone to what is theirs", async () => {
    for (const holder of [...others, owner]) {
      for (const [path, access] of Object.entries(doors)) {
        if (access === "program") continue;
        const refused = await isRefused(await knock(server(), fill(path), holder));
        expect([holder.name, path, refused]).toEqual([holder.name, path, !may(holder, access)]);
      }
    }
  }, 60_000);

  test("no session opens the API, and no token opens anything else", async () => {
    for (const endpoint of Object.values(endpoints)) {
      for (const holder of [...others, owner, ...nobodies]) {
        const response = await call(server(), endpoint, {}, holder);
        expect([endpoint.path, holder.name, response.status]).toEqual([endpoint.path, holder.name, 401]);
      }
    }
    for (const { token } of await scopedTokens()) {
      for (const [path, access] of Object.entries(doors)) {
        if (["anybody", "self", "program"].includes(access as string)) continue;
        const headers = { authorization: `Bearer ${token}` };
        const response = await knock(server(), fill(path), { cookie: null }, { headers });
        const refused = (await isRefused(response)) || response.status === 405;
        expect([path, refused]).toEqual([path, true]);
      }
    }
  }, 60_000);

  test("a token opens the endpoints of its scopes and no other", async () => {
    for (const { token, scope } of await scopedTokens()) {
      for (const endpoint of Object.values(endpoints)) {
        const response = await call(server(), endpoint, { authorization: `Bearer ${token}` }, { cookie: null });
        // A message without a conversation begins one.
        const needed = endpoint.scopes.includes("conversation.create") ? ["conversation.create"] : endpoint.scopes;
        const opens = needed.length === 0 || (needed as readonly string[]).includes(scope);
        expect([endpoint.method, endpoint.path, scope, response.status === 403]).toEqual([
          ...[endpoint.method, endpoint.path, scope],
          !opens,
        ]);
        expect([endpoint.path, scope, response.status < 500]).toEqual([endpoint.path, scope, true]);
      }
    }
  }, 60_000);

  test("every action is refused to whoever may not do it, with an input that would work", async () => {
    const built = builtActions(fill);
    for (const action of built) {
      const row = actions[action.name];
      if (row === undefined) continue; // told of by the first test
      for (const holder of [...nobodies, ...others]) {
        if (may(holder, row.who) || row.who === "anybody") continue;
        const { body, headers } = actionRequest(action, row.given(ids));
        const outcome = await outcomeOf(await knock(server(), action.page, holder, { method: "POST", body, headers }));
        expect([action.name, holder.name, outcome]).toEqual([action.name, holder.name, expect.stringMatching(REFUSED)]);
      }
    }
  }, 120_000);
});

/** What a refusal of access looks like: never that the input was wrong, never a success. */
const REFUSED =
  /^(?:signed-out|not-allowed|[a-z-]+-not-found|step-expired|status 40[134]|status 303|status 307|to \/sign-in.*)$/;

async function scopedTokens(): Promise<{ token: string; scope: Permission }[]> {
  const admin = others.find(({ name }) => name === "admin")?.ctx as PersonCtx;
  const box = await accountBox(house.db as Db, admin.actor.id);
  return Promise.all(
    tokenScopes.map(async (scope) => {
      const id = uuidv7();
      const token = newToken("cvs_api");
      const times = { createdAt: new Date(), expiresAt: new Date(Date.now() + 3_600_000) };
      const row = {
        id,
        ownerId: admin.actor.id,
        name: box.seal("api_tokens.name", id, scope),
        scopes: [scope],
        ...times,
      };
      await (house.db as Db).insert(apiTokens).values({ ...row, tokenHash: hashToken(token), tail: token.slice(-4) });
      return { token, scope };
    }),
  );
}

/** One request to an endpoint of the API, with an input that would work. */
async function call(
  server: Instance,
  { method, path, from }: (typeof endpoints)[keyof typeof endpoints],
  headers: Record<string, string>,
  holder: Pick<Holder, "cookie">,
) {
  const body =
    method === "post" ? { text: "hello", modelId: "librarian" } : method === "patch" ? { title: "Renamed" } : null;
  const response = await knock(server, `/api/v1${path.replace("{conversationId}", uuidv7())}`, holder, {
    method: method.toUpperCase(),
    headers: { ...headers, ...(from === "body" ? { "content-type": "application/json" } : {}) },
    ...(body === null ? {} : { body: JSON.stringify(body) }),
  });
  await response.body?.cancel();
  return response;
}
