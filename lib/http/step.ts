import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import type { Ceremony } from "#lib/identity/factors/passkeys/ceremony.ts";
import type { OpenedLink } from "#lib/identity/links/open-link.ts";
import { isCurrent, type PendingSignIn } from "#lib/identity/proceed.ts";
import { env } from "#lib/platform/env.ts";
import { secrets } from "#lib/platform/secrets.ts";

/** What is remembered between two steps of getting in; sealed, short-lived, and gone with the browser. */
type Step = {
  link?: OpenedLink | undefined;
  /** A sign-in that is half done, and where it leads. */
  signIn?: { pending: PendingSignIn; back: string } | undefined;
  /** The challenge of a passkey ceremony that has begun. Each is used once. */
  ceremony?: Ceremony | undefined;
  /** A sign-in that goes on at another service: where it leads, and at which address it goes on there. */
  oidc?: { provider: string; back: string; to: string } | undefined;
};

const TTL_SECONDS = 15 * 60;

export async function currentStep() {
  return getIronSession<Step>(await cookies(), {
    cookieName: env().https ? "__Host-convosphere.step" : "convosphere.step",
    password: secrets().authSecret,
    ttl: TTL_SECONDS,
    cookieOptions: { httpOnly: true, sameSite: "lax", secure: env().https, path: "/" },
  });
}

/** The sign-in that is half done in this browser, while it may still go on. */
export async function currentSignIn(now: Date): Promise<{ pending: PendingSignIn; back: string } | null> {
  const { signIn } = await currentStep();
  return signIn !== undefined && isCurrent(signIn.pending, now) ? signIn : null;
}
