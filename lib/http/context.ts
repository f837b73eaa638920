import { cookies, headers } from "next/headers";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { uuidv7 } from "uuidv7";
import { isAddressRefused } from "#lib/access/address-rules/known-rules.ts";
import { denial } from "#lib/access/policy.ts";
import { refusal } from "#lib/access/refusal.ts";
import { knownSession } from "#lib/identity/sessions/known-session.ts";
import { checkToken } from "#lib/identity/tokens/check-token.ts";
import type { Actor, ApiToken, Ctx, PersonCtx } from "#lib/platform/context.ts";
import { database } from "#lib/platform/database.ts";
import { type EntryPermission, entryPermissions, moderationPermissions } from "./doors.ts";
import { internalHeaders } from "./internal-headers.ts";
import { readToken, sessionCookieName } from "./session-token.ts";

export type TokenCtx = Ctx & { actor: ApiToken };

/** What a request may know before anybody asked who it comes from. */
const requestCtx = cache(async (): Promise<Ctx> => {
  const head = await headers();
  return {
    actor: { kind: "anonymous" },
    db: database(),
    now: new Date(),
    requestId: head.get(internalHeaders.requestId) ?? uuidv7(),
    address: head.get(internalHeaders.address),
    device: head.get("user-agent")?.slice(0, 256) ?? null,
  };
});

/**
 * What this request may know. The session is checked here too, whatever the middleware found: a request
 * that got past the middleware is still nobody. Never a program: a token opens the API and nothing else.
 */
export const currentCtx = cache(async (): Promise<Ctx> => {
  const [ctx, jar] = await Promise.all([requestCtx(), cookies()]);
  return { ...ctx, actor: await actorOf(ctx, jar.get(sessionCookieName())?.value) };
});

/** The same for the doors of programs, which look at the token and never at a cookie. */
export const currentTokenCtx = cache(async (): Promise<Ctx> => {
  const [ctx, head] = await Promise.all([requestCtx(), headers()]);
  const given = head.get("authorization");
  const token = given === null ? null : await checkToken(ctx, given);
  return token?.ok ? { ...ctx, actor: token.value } : ctx;
});

async function actorOf(ctx: Ctx, cookie: string | undefined): Promise<Actor> {
  const token = cookie === undefined ? null : await readToken(cookie, ctx.now);
  if (token === null || !token.ok) return ctx.actor;
  const session = await knownSession(ctx, token.value.sessionId);
  return session.ok ? session.value : ctx.actor;
}

export function isProgram(ctx: Ctx): ctx is TokenCtx {
  return ctx.actor.kind === "token";
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

/** For pages that need a permission. Whoever lacks it finds the page missing, and an event tells of it. */
export async function requirePermission(permission: EntryPermission, back: string): Promise<PersonCtx> {
  const ctx = await requirePerson(back);
  if (!(await mayOpen(permission))) notFound();
  return ctx;
}

/** The parts of the house that this person may enter. */
export function openEntries(ctx: PersonCtx): EntryPermission[] {
  return entryPermissions.filter((permission) => denial(ctx.actor, permission, {}, ctx.now) === null);
}

/** Once per request: a layout and its page both ask, and one refusal is one event. */
const mayOpen = cache(async (permission: EntryPermission): Promise<boolean> => {
  const ctx = await currentCtx();
  const isModeration = moderationPermissions.includes(permission);
  if (!isModeration && (await isAddressRefused(ctx, "administration"))) return false;
  return (await refusal(ctx, permission, {})) === null;
});
