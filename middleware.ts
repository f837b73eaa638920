import type { NextRequest } from "next/server";
import { guardRequest } from "#lib/http/guard-request.ts";

/** The first lock: headers, cross-site refusal, limits, session, roles. Use cases check again. */
export default function middleware(request: NextRequest): Promise<Response> {
  return guardRequest(request);
}

export const config = {
  runtime: "nodejs",
  // Built files carry their own headers (next.config.ts) and need no check: they are the same for everybody.
  matcher: ["/((?!_next/static/|icon.svg|trusted-types.js).*)"],
};
