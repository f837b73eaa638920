import { getIronSession } from "iron-session";
import { cookies } from "next/headers";
import type { OpenedLink } from "#lib/identity/open-link.ts";
import { env } from "#lib/platform/env.ts";
import { secrets } from "#lib/platform/secrets.ts";

/** What is remembered between two steps of getting in; sealed, short-lived, and gone with the browser. */
type Step = { link?: OpenedLink };

const TTL_SECONDS = 15 * 60;

export async function currentStep() {
  return getIronSession<Step>(await cookies(), {
    cookieName: env().https ? "__Host-convosphere.step" : "convosphere.step",
    password: secrets().authSecret,
    ttl: TTL_SECONDS,
    cookieOptions: { httpOnly: true, sameSite: "lax", secure: env().https, path: "/" },
  });
}
