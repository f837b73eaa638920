import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "./auth-options.ts";
import { readBytes } from "./body.ts";
import { refuse, statusFor } from "./refuse.ts";
import { guarded } from "./route.ts";

/** next-auth reads a body without bound and fails on one that does not parse; this looks at it first. */
export function authDoor(request: NextRequest, context: unknown): Promise<Response> {
  return guarded(async () => {
    if (request.method === "GET") return NextAuth(request as never, context as never, authOptions());
    const body = await readBytes(request);
    if (!body.ok) return refuse(statusFor(body.error), body.error);
    if (!parses(request.headers.get("content-type") ?? "", body.value)) return refuse(400, "invalid-input");
    const same = new NextRequest(request.url, { method: request.method, headers: request.headers, body: body.value });
    return NextAuth(same as never, context as never, authOptions());
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
