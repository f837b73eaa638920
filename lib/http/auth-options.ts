import type { AuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { oidcProviders } from "#lib/identity/oidc/providers.ts";
import { SignIn } from "#lib/identity/schema.ts";
import { signOut } from "#lib/identity/sessions/end-sessions.ts";
import { knownSession } from "#lib/identity/sessions/known-session.ts";
import { tokenLifetimes } from "#lib/identity/sessions/session-limits.ts";
import { signIn } from "#lib/identity/sign-in.ts";
import { env, tellNextAuth } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { processState } from "#lib/platform/process-state.ts";
import { secrets } from "#lib/platform/secrets.ts";
import { currentCtx, isPerson } from "./context.ts";
import { finishOidc } from "./finish-oidc.ts";
import { oidcService } from "./oidc-service.ts";
import { noteTrouble, troubleOf } from "./oidc-trouble.ts";
import { sessionCookieName } from "./session-token.ts";

/** next-auth's own doors (`/api/auth/…`) stand on the same use cases, rows and cookie as our forms. */
export function authOptions(): AuthOptions {
  return processState("auth.options", () => {
    tellNextAuth(env().appUrl);
    return {
      secret: secrets().authSecret,
      session: { strategy: "jwt", maxAge: tokenLifetimes().access / 1000 },
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
          async authorize(credentials) {
            const input = SignIn.safeParse({ email: credentials?.email, password: credentials?.password });
            if (!input.success) return null;
            // A second factor is asked for on our own pages only; without it there is no session here either.
            const outcome = await signIn(await currentCtx(), input.data);
            if (!outcome.ok || outcome.value.kind === "step") return null;
            const { accountId, sessionId } = outcome.value.session;
            return { id: accountId, sid: sessionId };
          },
        }),
        ...oidcProviders().map(oidcService),
      ],
      callbacks: {
        // Whoever comes back from a sign-in service goes through our own flow; next-auth's session is not begun.
        signIn: ({ account, profile }) => (account?.type === "oauth" ? finishOidc(account.provider, profile) : true),
        jwt: ({ token, user }) => (user ? { sub: user.id, sid: (user as User & { sid: string }).sid } : token),
        async session({ session, token }) {
          const person = await knownSession(await currentCtx(), String(token.sid));
          return {
            expires: session.expires,
            user: person.ok ? ({ id: person.value.id, role: person.value.role } as object) : {},
          };
        },
      },
      events: {
        async signOut() {
          const ctx = await currentCtx();
          if (isPerson(ctx)) await signOut(ctx);
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
  });
}
