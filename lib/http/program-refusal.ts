import { messageFor } from "#lib/api/messages.ts";

// The one shape in which the API refuses, at the edge and in its handlers.

export function programBody(error: string, requestId: string | null) {
  return { error, message: messageFor(error), requestId };
}

/** RFC 6750, section 3: which kind of credential opens this door. */
export function programHeaders(status: number): Record<string, string> {
  return { "cache-control": "no-store", ...(status === 401 && { "www-authenticate": 'Bearer realm="ConvoSphere"' }) };
}
