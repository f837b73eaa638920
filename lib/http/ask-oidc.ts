import { cookies, headers } from "next/headers";
import { NextRequest, NextResponse } from "next/server";
import NextAuth from "next-auth";
import { findProvider } from "#lib/identity/oidc/providers.ts";
import { isSafeAddress, type OidcProvider } from "#lib/identity/oidc/schema.ts";
import type { Ctx } from "#lib/platform/context.ts";
import { env } from "#lib/platform/env.ts";
import { fail, ok, type Result } from "#lib/platform/result.ts";
import { emit } from "#lib/security/events/emit.ts";
import { authOptions } from "./auth-options.ts";
import { safeBack } from "./back.ts";
import { currentCtx, isPerson } from "./context.ts";
import { withTrouble } from "./oidc-trouble.ts";
import { currentStep } from "./step.ts";

/** The sentence of the sign-in page that fits what went wrong; see the area `errors`. */
const codeOf: Record<string, string> = { unreachable: "oidc-unreachable", declined: "oidc-declined" };

/**
 * Lets next-auth answer for a sign-in service. Whatever goes wrong between us and the service becomes an event, and leads
 * back to the sign-in page with one sentence.
 */
export async function askOidc(provider: OidcProvider, ask: () => Promise<Response>): Promise<Response> {
  const { answer, trouble } = await withTrouble(ask);
  const to = answer.headers.get("location");
  const reason = trouble ?? (to !== null && leadsElsewhere(to) && !isSafeAddress(to) ? "unsafe-address" : null);
  if (reason === null) return answer;
  await emit(await currentCtx(), "oidc.refused", { provider: provider.id, reason });
  const refused = new Response(null, { status: 302, headers: answer.headers });
  refused.headers.set("location", `${env().appUrl}/sign-in?error=${codeOf[reason] ?? "oidc-refused"}`);
  refused.headers.delete("content-type");
  return refused;
}

const leadsElsewhere = (to: string) => !to.startsWith("/") && !to.startsWith(`${env().appUrl}/`);

/**
 * Who is signed in already is asked to show again who they are. `max_age` is what every service must obey, and has it tell
 * when that was (OpenID Connect Core, 3.1.2.1); not all know `prompt`.
 */
export function beginningQuery(ctx: Ctx): string {
  return isPerson(ctx) ? "?max_age=0" : "";
}

/**
 * Begins a sign-in through a service: answers the address at which it goes on there. Only for server actions: it sets
 * next-auth's cookies.
 */
export async function beginOidc(providerId: string, next: unknown): Promise<Result<string, "oidc-unreachable">> {
  const provider = findProvider(providerId);
  if (provider === undefined) return fail("oidc-unreachable");
  const query = beginningQuery(await currentCtx());
  // next-auth takes its own token against forged requests as a cookie and a field. This request is no forged one: it is
  // ours, from an action that the framework and the middleware have looked at.
  const csrf = await nextAuth("GET", ["csrf"]);
  const { csrfToken } = (await csrf.json()) as { csrfToken: string };
  await takeCookies(csrf);
  const answer = await askOidc(provider, () => nextAuth("POST", ["signin", provider.id], query, { csrfToken }));
  await takeCookies(answer);
  const to = answer.headers.get("location") ?? "";
  if (!leadsElsewhere(to)) return fail("oidc-unreachable");
  const step = await currentStep();
  step.oidc = { provider: provider.id, back: safeBack(next), to };
  await step.save();
  return ok(to);
}

async function nextAuth(
  method: "GET" | "POST",
  path: string[],
  query = "",
  form: Record<string, string> | null = null,
) {
  const request = new NextRequest(`${env().appUrl}/api/auth/${path.join("/")}${query}`, {
    method,
    headers: new Headers(form === null ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    ...(form === null ? {} : { body: new URLSearchParams(form).toString() }),
  });
  const answer: unknown = await NextAuth(
    request as never,
    { params: Promise.resolve({ nextauth: path }) } as never,
    authOptions(),
  );
  return answer as Response;
}

async function takeCookies(answer: Response): Promise<void> {
  const jar = await cookies();
  for (const cookie of new NextResponse(null, { headers: answer.headers }).cookies.getAll()) jar.set(cookie);
}

/** Whether this action came from a page with script, which can leave the site by itself; a form is not let go elsewhere. */
export async function hasScript(): Promise<boolean> {
  return (await headers()).has("next-action");
}
