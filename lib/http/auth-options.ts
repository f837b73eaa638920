import type { AuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { oidcProviders } from "#lib/identity/oidc/providers.ts";
import { SignIn } from "#lib/identity/schema.ts";
import { signOut } from "#lib/identity/sessions/end-sessions.ts";
import { tokenLifetimes } from "#lib/identity/sessions/session-limits.ts";
import { signIn } from "#lib/identity/sign-in.ts";
import { env, tellNextAuth } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { secrets } from "#lib/platform/secrets.ts";
import { currentCtx, isPerson } from "./context.ts";
import { currentDeviceToken, dropSession, takeStep } from "./establish-session.ts";
import { finishOidc } from "./finish-oidc.ts";
import { oidcService } from "./oidc-service.ts";
import { noteTrouble, troubleOf } from "./oidc-trouble.ts";
import { sessionCookieName } from "./session-token.ts";

/**
 * next-auth's own doors (`/api/auth/…`) stand on the same use cases, rows and cookies as our forms. Made anew for each
 * request: how long a token lasts is what the administrator has set by then.
 */
export function authOptions(): AuthOptions {
  tellNextAuth(env().appUrl);
  const maxAge = tokenLifetimes().access / 1000;
  return {
    secret: secrets().authSecret,
    session: { strategy: "jwt", maxAge },
    jwt: { maxAge },
    pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
    useSecureCookies: env().https,
    cookies: {
      sessionToken: {
        name: sessionCookieName(),
        options: { httpOnly: true, sameSite: "lax", path: "/", secure: env().https },
      },
    },
    providers: [
      CredentialsProvider({
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize,
      }),
      ...oidcProviders().map(oidcService),
    ],
    callbacks: {
      // Whoever comes back from a sign-in service goes through our own flow; next-auth's session is not begun.
      signIn: ({ account, profile }) => (account?.type === "oauth" ? finishOidc(account.provider, profile) : true),
      jwt: ({ token, user }) => (user ? { sub: user.id, sid: (user as User & { sid: string }).sid } : token),
    },
    events: {
      async signOut() {
        const ctx = await currentCtx();
        if (isPerson(ctx)) await signOut(ctx);
        await dropSession();
      },
    },
    logger: {
      error(code, metadata) {
        const reason = troubleOf(code, metadata);
        noteTrouble(reason);
        log().warn({ code, reason }, "next-auth refused a request");
      },
      warn: () => {},
      debug: () => {},
    },
  };
}

/** Signs in as our form does: the browser is known by its cookie, and gets the same three. */
async function authorize(given: { email?: unknown; password?: unknown } | undefined) {
  const input = SignIn.safeParse({ email: given?.email, password: given?.password });
  if (!input.success) return null;
  const ctx = await currentCtx();
  const outcome = await signIn(ctx, input.data, await currentDeviceToken());
  // A second factor is asked for on our own pages only; without it there is no session here either.
  if (!outcome.ok || outcome.value.kind === "step") return null;
  await takeStep(outcome.value, "/chat", ctx.now);
  const { accountId, sessionId } = outcome.value.session;
  return { id: accountId, sid: sessionId };
}
