import { cookies } from "next/headers";
import type { StartedSession } from "#lib/identity/start-session.ts";
import { mintToken, sessionCookieName, sessionCookieOptions } from "./session-token.ts";

/** Hands a session that has just begun to the browser. */
export async function establishSession(session: StartedSession, now: Date): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookieName(), await mintToken(session, now), {
    ...sessionCookieOptions(),
    expires: session.expiresAt,
  });
}

export async function dropSession(): Promise<void> {
  const jar = await cookies();
  jar.set(sessionCookieName(), "", { ...sessionCookieOptions(), maxAge: 0 });
}
