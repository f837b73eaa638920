import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { bodyBytes } from "#lib/limits/table.ts";
import { canonicalAddress, clientAddress, type TrustedProxies } from "#lib/platform/client-address.ts";
import { isUploadDoor } from "./doors.ts";
import { internalHeaders } from "./internal-headers.ts";

/**
 * Next answers some server actions by asking itself over HTTP (redirects, actions of another page). Those requests carry
 * the headers of the request they belong to, this one among them; its value is random and known to this process alone,
 * so what they say about the client is what this server found out before.
 */
const SELF = "x-convosphere-self";

const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);
const LONGEST_TARGET = 8 * 1024;
/** A file of 10 MiB in the envelope of a form. */
const LARGEST_FORM = 12 * 1024 * 1024;

/**
 * Bytes that a body may have, outside the doors of uploads, which count for themselves. Doors of programs and scripts do,
 * too, and refuse in words of their own; what goes far beyond is not worth them.
 */
export function mostBytes(path: string): number {
  if (path === "/documents") return LARGEST_FORM;
  return path.startsWith("/api/") ? 2 * bodyBytes : bodyBytes;
}

/** What a client says about where it comes from, what it asked a proxy for, or what Next tells itself. */
const CLAIMS = new Set([
  "forwarded",
  "x-real-ip",
  "x-client-ip",
  "x-cluster-client-ip",
  "true-client-ip",
  "cf-connecting-ip",
  "fastly-client-ip",
  "x-original-url",
  "x-original-host",
  "x-rewrite-url",
  "x-host",
  "x-http-method",
  "x-http-method-override",
  "x-method-override",
  "x-matched-path",
  "x-invocation-id",
  "next-resume",
  "x-next-resume-state-length",
  "proxy",
  // Next takes the nonce for its scripts from these on the request; only the middleware may set them.
  "content-security-policy",
  "content-security-policy-report-only",
]);
const CLAIM_PREFIXES = ["x-forwarded-", "x-convosphere-", "x-middleware-", "x-now-", "x-vercel-", "x-invoke-"];

export type Intake = { trusted: TrustedProxies; selfKey: string };

/**
 * The first look at a request, before anything else reads it. Deletes what a client may not claim and adds the computed
 * address; returns the status to refuse with when the request is not one a browser or program in good faith would send.
 */
export function takeIn(request: IncomingMessage, intake: Intake): 400 | 405 | 413 | null {
  if (!METHODS.has(request.method ?? "")) return 405;
  if (!isSaneTarget(request.url ?? "") || !isSaneHost(request)) return 400;
  const { headers } = request;
  const path = (request.url ?? "").split("?", 1)[0] as string;
  if (!isUploadDoor(path) && Number(headers["content-length"] ?? 0) > mostBytes(path)) return 413;
  const peer = request.socket.remoteAddress;
  const believed = believedHeaders(headers, peer, intake);
  for (const name of Object.keys(headers)) {
    if (CLAIMS.has(name) || CLAIM_PREFIXES.some((prefix) => name.startsWith(prefix))) delete headers[name];
  }
  Object.assign(headers, believed, { [SELF]: intake.selfKey });
  return null;
}

function believedHeaders(
  headers: IncomingHttpHeaders,
  peer: string | undefined,
  intake: Intake,
): Record<string, string> {
  const believed: Record<string, string> = {};
  const isSelf = isSame(only(headers[SELF]), intake.selfKey);
  const byProxy = isSelf || intake.trusted.includes(peer ?? "");
  const address = isSelf
    ? canonicalAddress(only(headers[internalHeaders.address]))
    : clientAddress({ peer, forwardedFor: only(headers["x-forwarded-for"]), trusted: intake.trusted });
  if (address !== null) {
    believed[internalHeaders.address] = address;
    believed["x-forwarded-for"] = address; // Next fills in the peer otherwise, which is the proxy.
  }
  if (byProxy) {
    const host = nearest(headers["x-forwarded-host"]);
    const scheme = nearest(headers["x-forwarded-proto"]);
    if (HOST.test(host)) believed["x-forwarded-host"] = host;
    if (scheme === "http" || scheme === "https") believed["x-forwarded-proto"] = scheme;
  }
  return believed;
}

const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const only = (value: string | string[] | undefined): string => (Array.isArray(value) ? value.join(",") : (value ?? ""));

/** Each proxy appends; the last element is what the one we know wrote. */
const nearest = (value: string | string[] | undefined): string =>
  (only(value).split(",").at(-1) ?? "").trim().toLowerCase();

/** Origin form only (RFC 9112, section 3.2.1): a path of this server that decodes, and a query. */
function isSaneTarget(target: string): boolean {
  if (target.length > LONGEST_TARGET || !target.startsWith("/") || target.startsWith("//")) return false;
  const path = target.split("?", 1)[0] as string;
  if (!path.includes("%")) return !path.includes("\\");
  try {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    return !/[\\\u0000-\u001f\u007f]/.test(decodeURIComponent(path));
  } catch {
    return false;
  }
}

const HOST = /^(?:[a-z0-9_](?:[a-z0-9_.-]{0,253})|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Exactly one, and shaped like a host: two would let a proxy and this server see different ones. */
function isSaneHost(request: IncomingMessage): boolean {
  let hosts = 0;
  for (let i = 0; i < request.rawHeaders.length; i += 2) {
    const name = request.rawHeaders[i] as string;
    if (name.length === 4 && name.toLowerCase() === "host") hosts++;
  }
  return hosts === 1 && HOST.test(request.headers.host ?? "");
}
