import type { AuthOptions, User } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { checkSession } from "#lib/identity/check-session.ts";
import { signOut } from "#lib/identity/end-sessions.ts";
import { sessionLifetime } from "#lib/identity/numbers.ts";
import { SignIn } from "#lib/identity/schema.ts";
import { signIn } from "#lib/identity/sign-in.ts";
import { database } from "#lib/platform/database.ts";
import { env, tellNextAuth } from "#lib/platform/env.ts";
import { log } from "#lib/platform/log.ts";
import { processState } from "#lib/platform/process-state.ts";
import { secrets } from "#lib/platform/secrets.ts";
import { currentCtx, isPerson } from "./context.ts";
import { sessionCookieName, sessionCookieOptions } from "./session-token.ts";

/** next-auth's own doors (`/api/auth/…`) stand on the same use cases, rows and cookie as our forms. */
export function authOptions(): AuthOptions {
  return processState("auth.options", () => {
    tellNextAuth(env().appUrl);
    return {
      secret: secrets().authSecret,
      session: { strategy: "jwt", maxAge: sessionLifetime.user / 1000 },
      pages: { signIn: "/sign-in", error: "/sign-in", signOut: "/sign-in" },
      useSecureCookies: env().https,
      cookies: { sessionToken: { name: sessionCookieName(), options: sessionCookieOptions() } },
      providers: [
        CredentialsProvider({
          credentials: { email: { type: "email" }, password: { type: "password" } },
          async authorize(credentials) {
            const input = SignIn.safeParse({ email: credentials?.email, password: credentials?.password });
            if (!input.success) return null;
            const session = await signIn(await currentCtx(), input.data);
            return session.ok ? { id: session.value.accountId, sid: session.value.sessionId } : null;
          },
        }),
      ],
      callbacks: {
        jwt: ({ token, user }) => (user ? { sub: user.id, sid: (user as User & { sid: string }).sid } : token),
        async session({ session, token }) {
          const person = await checkSession(database(), String(token.sid), new Date());
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
        error: (code) => log().warn({ code }, "next-auth refused a request"),
        warn: () => {},
        debug: () => {},
      },
    };
  });
}
