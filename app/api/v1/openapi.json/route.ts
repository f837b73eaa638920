import { openApiDocument } from "#lib/api/openapi.ts";
import { env } from "#lib/platform/env.ts";

/** What the API is like; open to everybody. */
export function GET(): Response {
  return Response.json(openApiDocument(env().version));
}
