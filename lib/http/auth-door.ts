import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { findProvider } from "#lib/identity/oidc/providers.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { askOidc, beginningQuery } from "./ask-oidc.ts";
import { authOptions } from "./auth-options.ts";
import { readBytes } from "./body.ts";
import { isPerson } from "./context.ts";
import { refuse, statusFor } from "./refuse.ts";
import { guarded } from "./route.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/**
 * What next-auth is let do. It reads a body without bound and fails on one that does not parse; this looks at it first.
 * Its own answer about a session would make a new access token with each: that is for the refresh token alone.
 */
export function authDoor(request: NextRequest, context: Context): Promise<Response> {
  return guarded(async (ctx) => {
    const [action, id = ""] = (await context.params).nextauth;
    if (action === "session") return request.method === "POST" ? refuse(405, "not-allowed") : tellSession(ctx);
    const provider = action === "signin" || action === "callback" ? findProvider(id) : undefined;
    const ask = (given: NextRequest) => NextAuth(given as never, context as never, authOptions()) as Promise<Response>;
    if (request.method === "GET") return provider === undefined ? ask(request) : askOidc(provider, () => ask(request));
    // Sign-in services answer by leading the person back here; none posts.
    if (provider !== undefined && action === "callback") return refuse(405, "not-allowed");
    const body = await readBytes(request);
    if (!body.ok) return refuse(statusFor(body.error), body.error);
    if (!parses(request.headers.get("content-type") ?? "", body.value)) return refuse(400, "invalid-input");
    const url = new URL(request.url);
    // How a sign-in begins at a service is not for the address to say.
    if (provider !== undefined) url.search = beginningQuery(ctx);
    const same = new NextRequest(url, { method: request.method, headers: request.headers, body: body.value });
    return provider === undefined ? ask(same) : askOidc(provider, () => ask(same));
  });
}

/** Whose session this is, in next-auth's shape; null for nobody's. */
function tellSession(ctx: Ctx): Response {
  const session = isPerson(ctx)
    ? { user: { id: ctx.actor.id, role: ctx.actor.role }, expires: ctx.actor.endsAt.toISOString() }
    : null;
  return Response.json(session, { headers: { "cache-control": "no-store" } });
}

function parses(contentType: string, body: Buffer<ArrayBuffer>): boolean {
  if (contentType.startsWith("application/x-www-form-urlencoded")) return true;
  if (!contentType.startsWith("application/json")) return false;
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
