import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { uuidv7 } from "uuidv7";
import { refusal } from "#lib/access/refusal.ts";
import type { Role } from "#lib/access/schema.ts";
import { checkSession } from "#lib/identity/check-session.ts";
import type { Actor, Ctx, PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { internalHeaders } from "./internal-headers.ts";
import { readToken, sessionCookieName } from "./session-token.ts";

/**
 * What this request may know. The session is checked against its row here too, whatever the middleware found: a request
 * that got past the middleware is still nobody.
 */
export const currentCtx = cache(async (): Promise<Ctx> => {
  const [head, jar] = await Promise.all([headers(), cookies()]);
  const now = new Date();
  const db = database();
  return {
    actor: await actorOf(jar.get(sessionCookieName())?.value, now),
    db,
    now,
    requestId: head.get(internalHeaders.requestId) ?? uuidv7(),
    address: head.get(internalHeaders.address),
    device: head.get("user-agent")?.slice(0, 256) ?? null,
  };
});

async function actorOf(token: string | undefined, now: Date): Promise<Actor> {
  const sessionId = token === undefined ? null : await readToken(token, now);
  if (sessionId === null) return { kind: "anonymous" };
  const session = await checkSession(database(), sessionId, now);
  return session.ok ? session.value : { kind: "anonymous" };
}

export function isPerson(ctx: Ctx): ctx is PersonCtx {
  return ctx.actor.kind === "person";
}

/** For pages: the signed-in person, or off to the sign-in page and back here afterwards. */
export async function requirePerson(back: string): Promise<PersonCtx> {
  const ctx = await currentCtx();
  if (!isPerson(ctx)) redirect(`/sign-in?next=${encodeURIComponent(back)}`);
  return ctx;
}

/** For pages of moderators and administrators. Whoever is less finds the page missing, and an event tells of it. */
export async function requireRole(role: Extract<Role, "moderator" | "admin">, back: string): Promise<PersonCtx> {
  const ctx = await requirePerson(back);
  if (!(await mayOpen(role === "admin" ? "administration.open" : "moderation.open"))) notFound();
  return ctx;
}

/** Once per request: a layout and its page both ask, and one refusal is one event. */
const mayOpen = cache(async (permission: "administration.open" | "moderation.open"): Promise<boolean> => {
  return (await refusal(await currentCtx(), permission, {})) === null;
});
