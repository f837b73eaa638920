import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { uuidv7 } from "uuidv7";
import { refusal } from "#lib/access/refusal.ts";
import type { Allowed, Refused } from "#lib/limits/limiter.ts";
import { overLimit, takeFrom } from "#lib/limits/over-limit.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { env } from "#lib/platform/env.ts";
import { log, withRequestId } from "#lib/platform/log.ts";
import { emit } from "#lib/security/events/emit.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { crossSiteRefusal } from "./cross-site.ts";
import { bucketOf, isDownloadDoor, isHealth, isTokenDoor, permissionOf } from "./doors.ts";
import { FILE_POLICY, securityHeaders } from "./headers.ts";
import { internalHeaders } from "./internal-headers.ts";
import { isKeptOut } from "./kept-out.ts";
import { limitHeaders } from "./limit-headers.ts";
import { type PlainRefusal, plainRefusal } from "./plain-refusal.ts";
import { refreshCookieName } from "./session-cookies.ts";
import { sessionCookieName } from "./session-token.ts";
import { type Asker, whoAsks, whoCalls } from "./who-asks.ts";

/** What the middleware does with every request: see DESIGN, "Edge". */
export async function guardRequest(request: NextRequest): Promise<Response> {
  const requestId = uuidv7();
  const nonce = randomBytes(16).toString("base64");
  const policy = securityHeaders({
    nonce,
    https: env().https,
    development: env().nodeEnv === "development",
    reportUrl: "/api/csp-report",
  });
  return withRequestId(requestId, async () => {
    const { refused, cookies, taken } = await look(request, requestId).catch((error: unknown): Look => {
      // A lock that breaks stays shut.
      log().error({ err: error }, "the middleware failed");
      return { refused: { status: 503, error: "unavailable" }, cookies: [], taken: null };
    });
    const response =
      refused === null ? onwards(request, requestId, nonce, policy) : plainRefusal(request, requestId, refused);
    for (const cookie of cookies) response.cookies.set(cookie);
    if (taken !== null) for (const [name, value] of limitHeaders(taken)) response.headers.set(name, value);
    for (const [name, value] of policy) response.headers.set(name, value);
    // Next lets these win over the door's own.
    if (isDownloadDoor(request.nextUrl.pathname)) response.headers.set("content-security-policy", FILE_POLICY);
    response.headers.set("x-request-id", requestId);
    return response;
  });
}

/** `taken` is what a program's call took from its limit, for the headers of the answer. */
type Look = { refused: PlainRefusal | null; cookies: Asker["cookies"]; taken: Allowed | null };

/** Cheapest first: from which network, where it comes from, how often, who it is, and whether that role may enter this part of the house. */
async function look(request: NextRequest, requestId: string): Promise<Look> {
  const refuse = (refused: PlainRefusal): Look => ({ refused, cookies: [], taken: null });
  const { pathname } = request.nextUrl;
  const ctx: Ctx = {
    actor: { kind: "anonymous" },
    db: database(),
    now: new Date(),
    requestId,
    address: request.headers.get(internalHeaders.address),
    device: request.headers.get("user-agent")?.slice(0, 256) ?? null,
  };
  if (await isKeptOut(ctx, pathname)) return refuse({ status: 403, error: "address-refused" });
  // A name that is not ours but leads here is how a foreign page would reach us as the same site (DNS rebinding).
  if (!isOurHost(request) && !isHealth(pathname)) return refuse({ status: 421, error: "wrong-host" });
  const crossSite = crossSiteRefusal({
    method: request.method,
    headers: request.headers,
    appOrigins: env().appOrigins,
    hasCookie: [sessionCookieName(), refreshCookieName()].some((name) => request.cookies.has(name)),
  });
  await readSettings(ctx.db); // from memory; keeps the administrator's limits fresh in a process that serves no page
  if (crossSite !== null) return refuse(await refusedCrossSite(ctx, request));
  if (isTokenDoor(pathname)) return lookAtCall(ctx, request);
  const { actor, cookies, fault } = await whoAsks(ctx, request);
  return { refused: await refusedEntry({ ...ctx, actor }, request, fault), cookies, taken: null };
}

// What anybody can provoke is an event only within a limit, also where there is none for what is asked for.

/** Counted with its address, whatever session the browser lent it. */
async function refusedCrossSite(ctx: Ctx, { method, headers, nextUrl: { pathname } }: NextRequest) {
  const over = await overLimit(ctx, bucketOf(method, pathname, headers) ?? "default");
  if (over !== null) return tooMany(over);
  await emit(ctx, "request.cross-site", { method: method.slice(0, 10), path: pathname.slice(0, 200) });
  return { status: 403, error: "cross-site" };
}

/** A program's call. What is wrong with a token is an event and never told: one answer fits all. */
async function lookAtCall(ctx: Ctx, request: NextRequest): Promise<Look> {
  const { actor, fault } = await whoCalls(ctx, request);
  const bucket = bucketOf(request.method, request.nextUrl.pathname, request.headers) ?? "api_calls";
  const taken = await takeFrom({ ...ctx, actor }, bucket);
  const look: Look = { refused: null, cookies: [], taken: null };
  if (!taken.allowed) return { ...look, refused: tooMany(taken) };
  if (fault !== null) await emit(ctx, "token.refused", { reason: fault });
  return { ...look, taken, refused: actor.kind === "token" ? null : { status: 401, error: "signed-out" } };
}

async function refusedEntry(ctx: Ctx, request: NextRequest, fault: Asker["fault"]): Promise<PlainRefusal | null> {
  const { pathname } = request.nextUrl;
  const bucket = bucketOf(request.method, pathname, request.headers) ?? (fault === null ? null : "default");
  const over = bucket === null ? null : await overLimit(ctx, bucket);
  if (over !== null) return tooMany(over);
  if (fault !== null) await emit(ctx, "session.invalid", { reason: fault });
  const permission = permissionOf(pathname);
  if (permission === null) return null;
  if (ctx.actor.kind === "anonymous") return { status: 401, error: "signed-out" };
  // A part of the house that one may not enter looks like one that does not exist.
  return (await refusal(ctx, permission, {})) === null ? null : { status: 404, error: "not-found" };
}

const tooMany = (limit: Refused): PlainRefusal => ({ status: 429, error: "too-many-requests", limit });

function isOurHost({ headers }: NextRequest): boolean {
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  return env().appOrigins.some((origin) => new URL(origin).host === host);
}

/** Lets the request in, with what the pages need to know: its id and nonce. Next takes the nonce from the policy. */
function onwards(
  request: NextRequest,
  requestId: string,
  nonce: string,
  policy: readonly (readonly [string, string])[],
): NextResponse {
  const headers = new Headers(request.headers);
  headers.set(internalHeaders.requestId, requestId);
  headers.set(internalHeaders.nonce, nonce);
  const csp = policy.find(([name]) => name.toLowerCase() === "content-security-policy")?.[1];
  if (csp !== undefined) headers.set("content-security-policy", csp);
  return NextResponse.next({ request: { headers } });
}
