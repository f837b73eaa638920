import { type NextRequest, NextResponse } from "next/server";
import type { Refused } from "#lib/limits/limiter.ts";
import { isTokenDoor } from "./doors.ts";
import { limitHeaders } from "./limit-headers.ts";
import { programBody, programHeaders } from "./program-refusal.ts";

export type PlainRefusal = { status: number; error: string; limit?: Refused };

/** A refusal before any page runs: JSON for programs; for people a redirect to sign in, or a page that says what happened. */
export function plainRefusal(
  request: NextRequest,
  requestId: string,
  { status, error, limit }: PlainRefusal,
): NextResponse {
  const headers = new Headers({ "cache-control": "no-store" });
  if (limit !== undefined) {
    headers.set("retry-after", String(limit.retryAfterSeconds));
    for (const [name, value] of limitHeaders(limit)) headers.set(name, value);
  }
  const forPerson =
    request.headers.get("sec-fetch-dest") === "document" || (request.headers.get("accept") ?? "").includes("text/html");
  const { pathname, search } = request.nextUrl;
  // Only what reads: a form that is refused here must not be sent to, or looked for on, another page.
  const reads = (request.method === "GET" || request.method === "HEAD") && !pathname.startsWith("/api/");
  // An action of a page with script runs there as nobody, and answers in its own words that one has to sign in.
  if (status === 401 && (reads || request.headers.has("next-action"))) {
    const to = new URL("/sign-in", request.url);
    to.searchParams.set("next", `${pathname}${search}`);
    return NextResponse.redirect(to, { status: 307, headers });
  }
  if (status === 404 && reads) return NextResponse.rewrite(new URL("/missing", request.url), { status: 404, headers });
  if (isTokenDoor(pathname)) {
    for (const [name, value] of Object.entries(programHeaders(status))) headers.set(name, value);
    return NextResponse.json(programBody(error, requestId), { status, headers });
  }
  if (!forPerson || pathname.startsWith("/api/")) return NextResponse.json({ error, requestId }, { status, headers });
  headers.set("content-type", "text/html; charset=utf-8");
  return new NextResponse(page(sentences[error] ?? sentences[status], requestId, limit?.retryAfterSeconds ?? null), {
    status,
    headers,
  });
}

type Words = readonly [what: string, then: string];
const sentences: Record<string, Words> = {
  401: [
    "You are not signed in any more.",
    "Open ConvoSphere again and sign in; what you were about to do was not done.",
  ],
  403: ["This request came from another site.", "Open ConvoSphere yourself and try again."],
  "address-refused": [
    "Your network address may not enter here.",
    "Whoever runs this ConvoSphere set a rule about it; ask them if you should be let in.",
  ],
  421: [
    "ConvoSphere does not answer to this name.",
    "Use its own address; whoever runs it sets that address as APP_URL.",
  ],
  429: ["That was a little too fast.", "Wait a moment, then reload this page."],
  503: ["ConvoSphere cannot answer right now.", "Try again in a moment; nothing you saved is lost."],
};

/** Complete in itself: when this is shown nothing else can be relied on. Holds nothing that came from the request. */
function page(words: Words | undefined, requestId: string, seconds: number | null): string {
  const [what, then] = words ?? ["This did not work.", "Try again in a moment."];
  const wait = seconds === null ? "" : ` (${seconds} s)`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>ConvoSphere</title></head><body><main><h1>${what}</h1><p>${then}${wait}</p><p><small>${requestId}</small></p></main></body></html>`;
}
