import type { ResponseCookie } from "next/dist/compiled/@edge-runtime/cookies";
import { tokenLifetimes } from "#lib/identity/sessions/session-limits.ts";
import { env } from "#lib/platform/env.ts";
import { mintToken, sessionCookieName } from "./session-token.ts";

/** A browser is recognised for so long after it was last signed in with. Seconds. */
const DEVICE_SECONDS = 400 * 24 * 60 * 60;

/** `__Host-` binds a cookie to this very host over https; browsers refuse the prefix without it. */
const named = (name: string) => (env().https ? `__Host-convosphere.${name}` : `convosphere.${name}`);
export const refreshCookieName = () => named("refresh");
export const deviceCookieName = () => named("device");

type Cookie = { name: string; value: string } & Partial<ResponseCookie>;
const always = () => ({ httpOnly: true, sameSite: "lax", path: "/", secure: env().https }) as const;

type Family = { sessionId: string; accountId: string; refreshToken: string; expiresAt: Date };

/** The two cookies of a session: the access token, and the refresh token that follows it. Both end with the session. */
export async function sessionCookies(session: Family, now: Date): Promise<[access: Cookie, refresh: Cookie]> {
  const access = new Date(Math.min(session.expiresAt.getTime(), now.getTime() + tokenLifetimes().access));
  const value = await mintToken({ ...session, expiresAt: access }, now);
  return [
    // The cookie outlives its token, so that a browser whose token is over still says which session it had.
    { name: sessionCookieName(), value, ...always(), expires: session.expiresAt },
    { name: refreshCookieName(), value: session.refreshToken, ...always(), expires: session.expiresAt },
  ];
}

export function deviceCookie(token: string): Cookie {
  return { name: deviceCookieName(), value: token, ...always(), maxAge: DEVICE_SECONDS };
}

export function endedCookies(): Cookie[] {
  return [sessionCookieName(), refreshCookieName()].map((name) => ({ name, value: "", ...always(), maxAge: 0 }));
}
