import { request } from "node:http";
import { desc, eq } from "drizzle-orm";
import { uuidv7 } from "uuidv7";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accounts } from "#db/schema/accounts.ts";
import { securityEvents } from "#db/schema/events.ts";
import { oidcIdentities } from "#db/schema/factors.ts";
import { sessions } from "#db/schema/sessions.ts";
import { enter } from "#tests/support/browserless.ts";
import { cookieJar } from "#tests/support/cookie-jar.ts";
import { freePort, type Instance, startInstance } from "#tests/support/instance.ts";
import { type OidcHouse, startOidcProvider } from "#tests/support/oidc-provider.ts";

type Jar = ReturnType<typeof cookieJar>;
const many = { requests: 100_000, seconds: 60 };
const client = { clientId: "convosphere", clientSecret: "a-secret-between-two-servers" };

let instance: Instance;
let house: OidcHouse;
let inside: Awaited<ReturnType<typeof enter>>;

beforeAll(async () => {
  const [port, nobody] = [await freePort(), await freePort()];
  const service = { ...client, name: "Company", issuer: `http://localhost:${port}`, createAccounts: true };
  instance = await startInstance({
    env: {
      LIMITS: JSON.stringify({ default: many, pages: many, login: many }),
      OIDC_PROVIDERS: JSON.stringify([
        { ...service, id: "company", roleClaim: "groups", roles: { helpers: "moderator" } },
        { ...service, id: "down", name: "Down", issuer: `http://localhost:${nobody}` },
        // Its description of itself names another issuer than the one that was configured.
        { ...service, id: "posing", name: "Posing", issuer: `http://127.0.0.1:${port}` },
      ]),
    },
  });
  house = await startOidcProvider({ port, redirectUri: `${instance.url}/api/auth/callback/company`, ...client });
  inside = await enter(instance);
});

beforeEach(() => {
  Object.assign(house, { subject: null, forge: null, strangeKey: false });
});

afterAll(async () => {
  await inside.close();
  await house.close();
  await instance.stop();
});

/** As a browser asks for a page: of our own accord, or led here by another site. */
function visit(jar: Jar, address: string, led: "same-origin" | "cross-site" = "same-origin"): Promise<Response> {
  const headers = {
    cookie: jar.header,
    "sec-fetch-site": led,
    "sec-fetch-mode": "navigate",
    "sec-fetch-dest": "document",
  };
  // Not `fetch`, which says of itself that it is no navigation.
  return new Promise<Response>((resolve, reject) => {
    const asked = request(new URL(address, instance.url), { headers }, (answer) => {
      const found = new Headers();
      for (const [name, value] of Object.entries(answer.headers))
        for (const each of [value ?? []].flat()) found.append(name, each);
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () =>
        resolve(jar.take(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500, headers: found }))),
      );
    });
    asked.on("error", reject).end();
  });
}

/** Begins a sign-in; the address to go to. */
async function begin(jar: Jar, provider = "company", query = ""): Promise<string> {
  const csrf = (await (await visit(jar, "/api/auth/csrf")).json()) as { csrfToken: string };
  const response = await fetch(`${instance.url}/api/auth/signin/${provider}${query}`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie: jar.header, origin: instance.url, "sec-fetch-site": "same-origin" },
    body: new URLSearchParams(csrf),
  });
  jar.take(response);
  return response.headers.get("location") ?? "";
}

/** Goes through the service; the address with which it leads back here. */
async function through(address: string): Promise<string> {
  const there = cookieJar();
  let to = address;
  for (let steps = 0; steps < 10 && !to.startsWith(instance.url); steps += 1) {
    const response = there.take(await fetch(to, { headers: { cookie: there.header }, redirect: "manual" }));
    const next = response.headers.get("location");
    if (next === null) throw new Error(`The service stopped at ${to} with ${response.status}.`);
    to = new URL(next, to).href;
  }
  return to;
}

async function arrive(jar = cookieJar()) {
  const back = await through(await begin(jar));
  const response = await visit(jar, back, "cross-site");
  return { jar, back, response, to: response.headers.get("location") };
}

const somebody = (more: object = {}) => {
  const sub = uuidv7();
  return { sub, email: `${sub}@example.org`, email_verified: true, name: "Robin Example", ...more };
};

async function lastRefusal() {
  const [event] = await inside.db
    .select({ data: securityEvents.data })
    .from(securityEvents)
    .where(eq(securityEvents.name, "oidc.refused"))
    .orderBy(desc(securityEvents.seq))
    .limit(1);
  return event?.data;
}

async function lastSession() {
  const [row] = await inside.db.select().from(sessions).orderBy(desc(sessions.id)).limit(1);
  return row;
}

/** Nothing of the inside is in an answer, and nobody was let in. */
async function expectRefused(arrival: Awaited<ReturnType<typeof arrive>>, code: string, reason: string) {
  expect(arrival.to).toBe(`${instance.url}/sign-in?error=${code}`);
  expect(arrival.jar.has("convosphere.session")).toBe(false);
  expect(await arrival.response.text()).not.toMatch(/ {4}at |Error/);
  expect(await lastRefusal()).toEqual({ provider: "company", reason });
  const page = await (await visit(arrival.jar, arrival.to as string)).text();
  expect(page).toContain('role="alert"');
}

describe("a sign-in through a service", () => {
  test("makes an account, begins a session of ours and finds the same account the next time", async () => {
    house.subject = somebody();
    const first = await arrive();
    expect(first.to).toBe(`${instance.url}/chat`);
    expect((await visit(first.jar, "/chat")).status).toBe(200);
    const session = await lastSession();
    expect(session).toMatchObject({ method: "oidc", secondFactor: null });
    house.subject = { ...house.subject, email_verified: false };
    expect((await arrive()).to).toBe(`${instance.url}/chat`);
    expect((await lastSession())?.accountId).toBe(session?.accountId);
    expect(first.jar.has("next-auth.session-token")).toBe(false);
  });

  test("uses code, PKCE, state and nonce", async () => {
    const query = new URL(await begin(cookieJar())).searchParams;
    expect(query.get("response_type")).toBe("code");
    expect(query.get("code_challenge_method")).toBe("S256");
    for (const name of ["state", "nonce", "code_challenge"]) expect(query.get(name)?.length).toBeGreaterThan(40);
  });

  test("links an account whose address is confirmed, and asks for its second factor", async () => {
    const { ctx } = await inside.person();
    const email = `known-${uuidv7()}@example.org`;
    const { blindIndex } = await import("#lib/crypto/data-keys.ts");
    const emailIndex = await blindIndex(inside.db, "account.email", email);
    await inside.db
      .update(accounts)
      .set({ emailIndex, emailVerifiedAt: new Date(), factorRequired: true })
      .where(eq(accounts.id, ctx.actor.id));
    house.subject = somebody({ email });
    const { to, jar } = await arrive();
    expect(to).toBe(`${instance.url}/sign-in/enrol`);
    expect(jar.has("convosphere.session")).toBe(false);
    const linked = await inside.db.select().from(oidcIdentities).where(eq(oidcIdentities.accountId, ctx.actor.id));
    expect(linked).toMatchObject([{ provider: "company", issuer: house.issuer }]);
  });

  test("follows the role that the service gives, at each sign-in", async () => {
    house.subject = somebody({ groups: ["helpers"] });
    const { jar } = await arrive();
    expect((await visit(jar, "/moderation")).status).toBe(200);
    house.subject = { ...house.subject, groups: [] };
    const later = await arrive();
    expect((await visit(later.jar, "/moderation")).status).toBe(404);
    expect((await visit(jar, "/moderation")).status).not.toBe(200);
  });

  test("begins without script: a form leads to a page of ours, and that page to the service", async () => {
    const jar = cookieJar();
    const page = await (await visit(jar, "/sign-in?next=/settings/profile")).text();
    const form = page.split("<form").find((part) => part.includes('value="company"')) ?? "";
    const fields = [...form.split("</form>")[0]!.matchAll(/<input[^>]*>/g)].map(([input]) => ({
      name: /name="([^"]*)"/.exec(input)?.[1] ?? "",
      value: (/value="([^"]*)"/.exec(input)?.[1] ?? "").replaceAll("&quot;", '"').replaceAll("&amp;", "&"),
    }));
    const body = new FormData();
    for (const { name, value } of fields) body.set(name, value);
    const response = await fetch(`${instance.url}/sign-in`, {
      method: "POST",
      redirect: "manual",
      headers: { cookie: jar.header, origin: instance.url, "sec-fetch-site": "same-origin" },
      body,
    });
    jar.take(response);
    expect(new URL(response.headers.get("location") ?? "", instance.url).pathname).toBe("/sign-in/continue");
    const leading = await (await visit(jar, "/sign-in/continue")).text();
    const [, to = ""] = /http-equiv="refresh" content="0;url=([^"]*)"/i.exec(leading) ?? [];
    house.subject = somebody();
    const back = await through(to.replaceAll("&amp;", "&"));
    expect((await visit(jar, back, "cross-site")).headers.get("location")).toBe(`${instance.url}/settings/profile`);
  });
});

describe("who is signed in already and signs in once more", () => {
  test("is asked by the service again, whatever the address asks for", async () => {
    house.subject = somebody();
    const { jar } = await arrive();
    for (const query of ["", "?max_age=99999&prompt=none", "?scope=openid"]) {
      const asked = new URL(await begin(jar, "company", query)).searchParams;
      expect([query, asked.getAll("max_age"), asked.get("prompt")]).toEqual([query, ["0"], null]);
      expect(asked.get("scope")).toBe("openid email profile");
    }
    expect(new URL(await begin(cookieJar(), "company", "?prompt=none")).searchParams.get("prompt")).toBeNull();
  });

  test("goes on in a new session, as fresh as the service says", async () => {
    house.subject = somebody();
    const { jar } = await arrive();
    const before = await lastSession();
    expect((await arrive(jar)).to).toBe(`${instance.url}/chat`);
    const after = await lastSession();
    expect(after?.id).not.toBe(before?.id);
    expect(Date.now() - (after?.signedInAt.getTime() ?? 0)).toBeLessThan(60_000);
    const [ended] = await inside.db
      .select()
      .from(sessions)
      .where(eq(sessions.id, before?.id as string));
    expect(ended?.endedAt).not.toBeNull();
  });

  test.each([
    ["long ago", (claims: object) => ({ ...claims, auth_time: Math.floor(Date.now() / 1000) - 600 })],
    ["at a time that it does not tell", ({ auth_time: _, ...claims }: Record<string, unknown>) => claims],
  ])("is refused where the service has asked %s, and stays in the session there was", async (_, forge) => {
    house.subject = somebody();
    const { jar } = await arrive();
    const before = await lastSession();
    house.forge = forge;
    expect((await arrive(jar)).to).toBe(`${instance.url}/sign-in?error=oidc-not-fresh`);
    expect(await lastRefusal()).toEqual({ provider: "company", reason: "not-fresh" });
    expect((await lastSession())?.id).toBe(before?.id);
    expect((await visit(jar, "/chat")).status).toBe(200);
  });

  test("is as stale as the sign-in there, where that was the only one", async () => {
    house.subject = somebody();
    const told = Math.floor(Date.now() / 1000) - 3_600;
    house.forge = (claims) => ({ ...claims, auth_time: told });
    await arrive();
    expect((await lastSession())?.signedInAt).toEqual(new Date(told * 1000));
  });
});

describe("is refused, with one sentence and an event", () => {
  test("where the service has not verified the address", async () => {
    house.subject = somebody({ email_verified: false });
    await expectRefused(await arrive(), "oidc-unverified", "unverified-email");
  });

  test("where the person declines there", async () => {
    await expectRefused(await arrive(), "oidc-declined", "declined");
  });

  test.each([
    ["a nonce of another sign-in", { nonce: "another" }, "wrong-nonce"],
    ["a token for somebody else", { aud: "another-client" }, "wrong-audience"],
    ["a token of somebody else", { iss: "http://localhost:1" }, "wrong-issuer"],
    ["a token that is over", { exp: 1_000_000_000, iat: 999_999_000 }, "expired"],
  ])("%s", async (_, lie, reason) => {
    house.subject = somebody();
    house.forge = (claims) => ({ ...claims, ...lie });
    await expectRefused(await arrive(), "oidc-refused", reason);
  });

  test("a token that nobody known has signed", async () => {
    house.subject = somebody();
    house.strangeKey = true;
    await expectRefused(await arrive(), "oidc-refused", "wrong-signature");
  });

  test("an answer that comes twice, in the same browser or with a copy of its cookies", async () => {
    house.subject = somebody();
    const jar = cookieJar();
    const back = await through(await begin(jar));
    const copy = jar.copy();
    await visit(jar, back, "cross-site");
    for (const [again, reason] of [
      [jar.copy(), "wrong-state"],
      [copy, "used-state"],
    ] as const) {
      const response = await visit(again, back, "cross-site");
      expect(response.headers.get("location")).toBe(`${instance.url}/sign-in?error=oidc-refused`);
      expect(await lastRefusal()).toEqual({ provider: "company", reason });
    }
  });

  test("an answer to a sign-in that another browser began", async () => {
    house.subject = somebody();
    const back = await through(await begin(cookieJar()));
    const other = cookieJar();
    await begin(other);
    for (const jar of [cookieJar(), other]) {
      const response = await visit(jar, back, "cross-site");
      expect(response.headers.get("location")).toBe(`${instance.url}/sign-in?error=oidc-refused`);
      expect(jar.has("convosphere.session")).toBe(false);
    }
    expect(await lastRefusal()).toEqual({ provider: "company", reason: "wrong-state" });
  });

  test("a code that is used a second time with a new state", async () => {
    house.subject = somebody();
    const jar = cookieJar();
    const back = new URL(await through(await begin(jar)));
    await visit(jar, back.href, "cross-site");
    const other = cookieJar();
    const begun = new URL(await begin(other));
    back.searchParams.set("state", begun.searchParams.get("state") as string);
    await visit(other, back.href, "cross-site");
    expect(other.has("convosphere.session")).toBe(false);
    expect(await lastRefusal()).toEqual({ provider: "company", reason: "code-refused" });
  });

  test.each([
    ["down", "oidc-unreachable", "unreachable"],
    ["posing", "oidc-refused", "wrong-issuer"],
  ])("a service that is %s", async (provider, code, reason) => {
    const jar = cookieJar();
    let to = await begin(jar, provider);
    if (!to.startsWith(instance.url)) {
      const { searchParams } = new URL(to);
      const back = `/api/auth/callback/${provider}?code=x&state=${searchParams.get("state")}`;
      to = (await visit(jar, back, "cross-site")).headers.get("location") ?? "";
    }
    expect(to).toBe(`${instance.url}/sign-in?error=${code}`);
    expect(await lastRefusal()).toEqual({ provider, reason });
  });

  test("an answer that is posted, and a beginning that another site asks for", async () => {
    const jar = cookieJar();
    await begin(jar);
    const post = (path: string, headers: Record<string, string>) =>
      fetch(instance.url + path, {
        method: "POST",
        redirect: "manual",
        headers: { cookie: jar.header, ...headers },
        body: new URLSearchParams({ code: "x", state: "y" }),
      });
    const here = { origin: instance.url, "sec-fetch-site": "same-origin" };
    const elsewhere = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    expect((await post("/api/auth/callback/company", here)).status).toBe(405);
    expect((await post("/api/auth/callback/company", elsewhere)).status).toBe(403);
    expect((await post("/api/auth/signin/company", elsewhere)).status).toBe(403);
  });
});
