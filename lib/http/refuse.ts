import { headers } from "next/headers";
import { refusals as fileRefusals } from "#lib/documents/schema.ts";
import { internalHeaders } from "./internal-headers.ts";
import { programBody, programHeaders } from "./program-refusal.ts";

/** The one shape in which a route handler refuses: a code, and the request id to quote to whoever runs the instance. */
export async function refuse(status: number, error: string, extra?: HeadersInit): Promise<Response> {
  const requestId = (await headers()).get(internalHeaders.requestId);
  return Response.json({ error, requestId }, { status, headers: { "cache-control": "no-store", ...extra } });
}

/** The same for programs, with a sentence for whoever reads their log. */
export async function refuseProgram(status: number, error: string): Promise<Response> {
  const requestId = (await headers()).get(internalHeaders.requestId);
  return Response.json(programBody(error, requestId), { status, headers: programHeaders(status) });
}

const statusOf: Record<string, number> = {
  // A file that is not taken: the request is in order, what is in it is not.
  ...Object.fromEntries(fileRefusals.map((code) => [code, 422])),
  "broken-off": 400,
  "unknown-type": 415,
  "name-disagrees": 415,
  "not-text": 415,
  "disk-full": 507,
  "invalid-input": 400,
  "signed-out": 401,
  "not-allowed": 403,
  "out-of-scope": 403,
  "stale-sign-in": 403,
  "model-not-trusted": 403,
  "too-large": 413,
  "too-many-attempts": 429,
};

/** The status that belongs to a refusal's code; what a use case does not find is 404. */
export function statusFor(error: string): number {
  return statusOf[error] ?? (error.endsWith("-not-found") ? 404 : 409);
}
