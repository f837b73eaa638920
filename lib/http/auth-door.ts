import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { findProvider } from "#lib/identity/oidc/providers.ts";
import { askOidc } from "./ask-oidc.ts";
import { authOptions } from "./auth-options.ts";
import { readBytes } from "./body.ts";
import { refuse, statusFor } from "./refuse.ts";
import { guarded } from "./route.ts";

type Context = { params: Promise<{ nextauth: string[] }> };

/** next-auth reads a body without bound and fails on one that does not parse; this looks at it first. */
export function authDoor(request: NextRequest, context: Context): Promise<Response> {
  return guarded(async () => {
    const [action, id = ""] = (await context.params).nextauth;
    const provider = action === "signin" || action === "callback" ? findProvider(id) : undefined;
    const ask = (given: NextRequest) => NextAuth(given as never, context as never, authOptions()) as Promise<Response>;
    if (request.method === "GET") return provider === undefined ? ask(request) : askOidc(provider, () => ask(request));
    // Sign-in services answer by leading the person back here; none posts.
    if (provider !== undefined && action === "callback") return refuse(405, "not-allowed");
    const body = await readBytes(request);
    if (!body.ok) return refuse(statusFor(body.error), body.error);
    if (!parses(request.headers.get("content-type") ?? "", body.value)) return refuse(400, "invalid-input");
    const same = new NextRequest(request.url, { method: request.method, headers: request.headers, body: body.value });
    return provider === undefined ? ask(same) : askOidc(provider, () => ask(same));
  });
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
