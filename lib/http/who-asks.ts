import type { NextRequest } from "next/server";
import { REFRESH_EARLY } from "#lib/identity/numbers.ts";
import { identitySettled, knownSession } from "#lib/identity/sessions/known-session.ts";
import { refreshSession } from "#lib/identity/sessions/refresh-session.ts";
import { checkToken, type TokenFault } from "#lib/identity/tokens/check-token.ts";
import type { Actor, Ctx } from "#lib/platform/context.ts";
import type { EventData } from "#lib/security/events/catalog.ts";
import { endedCookies, refreshCookieName, sessionCookies } from "./session-cookies.ts";
import { readToken, sessionCookieName } from "./session-token.ts";

type Cookies = Awaited<ReturnType<typeof sessionCookies>> | ReturnType<typeof endedCookies>;

type Fault = EventData<"session.invalid">["reason"];

/** Who a request comes from, the cookies its answer must set, and what was wrong with those it brought. */
export type Asker = { actor: Actor; cookies: Cookies; fault: Fault | null };

/**
 * Finds out who asks. An access token that is over, or nearly, is exchanged on the way: the request goes on with the new
 * one, so that neither a page nor a form notices.
 */
export async function whoAsks(ctx: Ctx, request: NextRequest): Promise<Asker> {
  const access = request.cookies.get(sessionCookieName())?.value;
  const refresh = request.cookies.get(refreshCookieName())?.value;
  if (access === undefined && refresh === undefined) return nobody(ctx);
  const token = access === undefined ? null : await readToken(access, ctx.now);
  const good = token?.ok === true ? token.value : null;
  if (refresh !== undefined && (good === null || good.expiresAt - ctx.now.getTime() < REFRESH_EARLY)) {
    const refreshed = await refreshSession(ctx, refresh);
    if (refreshed.ok) {
      const cookies = await sessionCookies(refreshed.value, ctx.now);
      for (const { name, value } of cookies) request.cookies.set(name, value);
      return sessionOf(ctx, refreshed.value.sessionId, cookies);
    }
    // With a family that has just ended for being stolen ends its access, however good the token still is.
    if (good === null || refreshed.error === "reused") return ended(ctx, refreshed.error);
  }
  if (good !== null) return sessionOf(ctx, good.sessionId, []);
  return token?.ok === false ? ended(ctx, token.error) : nobody(ctx);
}

/** Which program calls. Cookies count for nothing here, as a token counts for nothing elsewhere. */
export async function whoCalls(ctx: Ctx, request: NextRequest): Promise<{ actor: Actor; fault: TokenFault | null }> {
  const given = request.headers.get("authorization");
  if (given === null) return { actor: ctx.actor, fault: null };
  const token = await checkToken(ctx, given);
  return token.ok ? { actor: token.value, fault: null } : { actor: ctx.actor, fault: token.error };
}

async function sessionOf(ctx: Ctx, sessionId: string, cookies: Cookies): Promise<Asker> {
  const session = await knownSession(ctx, sessionId);
  return session.ok ? { actor: session.value, cookies, fault: null } : ended(ctx, session.error);
}

/** Its cookies are worth nothing any more; taking them back spares an event with each further request. */
async function ended(ctx: Ctx, fault: Fault): Promise<Asker> {
  if (fault === "reused") await identitySettled(); // the family has just ended
  return { actor: ctx.actor, cookies: endedCookies(), fault };
}

const nobody = (ctx: Ctx): Asker => ({ actor: ctx.actor, cookies: [], fault: null });
