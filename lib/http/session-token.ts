import { decode, encode } from "next-auth/jwt";
import { env } from "#lib/platform/env.ts";
import { processState } from "#lib/platform/process-state.ts";
import { secrets } from "#lib/platform/secrets.ts";

/** `__Host-` binds the cookie to this very host over https; browsers refuse the prefix without it. */
export function sessionCookieName(): string {
  return env().https ? "__Host-convosphere.session" : "convosphere.session";
}

export const sessionCookieOptions = () =>
  ({ httpOnly: true, sameSite: "lax", path: "/", secure: env().https }) as const;

/** Seals a session's id into next-auth's token. The session itself is a row: the token only names it. */
export function mintToken(
  session: { sessionId: string; accountId: string; expiresAt: Date },
  now: Date,
): Promise<string> {
  const maxAge = Math.floor((session.expiresAt.getTime() - now.getTime()) / 1000);
  return encode({ token: { sub: session.accountId, sid: session.sessionId }, secret: secrets().authSecret, maxAge });
}

/** Opening a token costs a key derivation; the same token comes with every request of a session. */
const MOST_OPENED = 5_000;
const opened = processState("session.opened-tokens", () => new Map<string, { sessionId: string; expires: number }>());
/** A session token is about 300 characters; nothing longer is worth decrypting. */
const MOST_CHARACTERS = 2_048;

/** The session id in a token, or null when it is forged, altered, expired, of another instance, or no token at all. */
export async function readToken(token: string, now: Date): Promise<string | null> {
  const known = opened.get(token);
  if (known !== undefined) return known.expires > now.getTime() ? known.sessionId : null;
  if (token.length > MOST_CHARACTERS) return null;
  const claims = await decode({ token, secret: secrets().authSecret }).catch(() => null);
  if (typeof claims?.sid !== "string") return null;
  const expires = Number(claims.exp ?? 0) * 1000;
  if (opened.size >= MOST_OPENED) opened.clear();
  opened.set(token, { sessionId: claims.sid, expires });
  return expires > now.getTime() ? claims.sid : null;
}
