import { decode, encode } from "next-auth/jwt";
import { env } from "#lib/platform/env.ts";
import { processState } from "#lib/platform/process-state.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { secrets } from "#lib/platform/secrets.ts";

/** `__Host-` binds the cookie to this very host over https; browsers refuse the prefix without it. */
export function sessionCookieName(): string {
  return env().https ? "__Host-convosphere.session" : "convosphere.session";
}

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
const opened = processState("session.opened-tokens", () => new Map<string, AccessToken>());
/** A session token is about 300 characters; nothing longer is worth decrypting. */
const MOST_CHARACTERS = 2_048;

export type AccessToken = { sessionId: string; expiresAt: number };

/**
 * The session that a token names, and when the token is over (ms). `unreadable-token` is one that is forged, altered, of
 * another instance, or no token at all.
 */
export async function readToken(
  token: string,
  now: Date,
): Promise<Result<AccessToken, "unreadable-token" | "expired">> {
  const known = opened.get(token) ?? (await openToken(token));
  if (known === "expired" || known === "unreadable-token") return fail(known);
  return known.expiresAt > now.getTime() ? ok(known) : fail("expired");
}

async function openToken(token: string): Promise<AccessToken | "unreadable-token" | "expired"> {
  if (token.length > MOST_CHARACTERS) return "unreadable-token";
  try {
    const claims = await decode({ token, secret: secrets().authSecret });
    if (typeof claims?.sid !== "string") return "unreadable-token";
    const access = { sessionId: claims.sid, expiresAt: Number(claims.exp ?? 0) * 1000 };
    if (opened.size >= MOST_OPENED) opened.clear();
    opened.set(token, access);
    return access;
  } catch (error) {
    return (error as { code?: unknown }).code === "ERR_JWT_EXPIRED" ? "expired" : "unreadable-token";
  }
}
