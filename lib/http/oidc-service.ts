import type { OAuthConfig } from "next-auth/providers/oauth";
import { isSafeAddress, type OidcProvider } from "#lib/identity/oidc/schema.ts";
import { isIssuer } from "#lib/identity/oidc/sign-in-with-oidc.ts";
import { spendOnce } from "#lib/identity/spend-once.ts";
import { database } from "#lib/platform/database.ts";
import { noteTrouble } from "./oidc-trouble.ts";

/** How long a service may take for each answer. Milliseconds. */
const PATIENCE = 5_000;
/** next-auth's cookies of a sign-in under way last as long. Milliseconds. */
const STATE_LIFETIME = 15 * 60_000;

type Claims = Record<string, unknown>;
type Exchange = NonNullable<Exclude<OAuthConfig<Claims>["token"], string | undefined>["request"]>;

/**
 * A sign-in service as next-auth wants it: the code flow with PKCE, state and nonce, and the ID token as the only thing
 * that is believed. openid-client checks its signature, issuer, audience, nonce and times.
 */
export function oidcService(provider: OidcProvider): OAuthConfig<Claims> {
  return {
    id: provider.id,
    name: provider.name,
    type: "oauth",
    wellKnown: `${provider.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    authorization: { params: { scope: provider.scopes.join(" ") } },
    client: { id_token_signed_response_alg: provider.algorithm },
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    httpOptions: { timeout: PATIENCE },
    token: { request: exchangeWith(provider) },
    profile: ({ sub }) => ({ id: String(sub) }),
  };
}

/** Exchanges the code, after a look at where its own description of itself leads, and once for each sign-in begun. */
function exchangeWith(provider: OidcProvider): Exchange {
  return async ({ client, provider: { callbackUrl }, params, checks }) => {
    const { issuer, token_endpoint, jwks_uri } = client.issuer.metadata;
    if (!isIssuer(provider, issuer)) throw troubled("wrong-issuer");
    if (![token_endpoint, jwks_uri].every((address) => isSafeAddress(address ?? ""))) throw troubled("unsafe-address");
    const { state = "" } = checks as { state?: string };
    const until = new Date(Date.now() + STATE_LIFETIME);
    if (params.state === state && !(await spendOnce(database(), "oidc-state", state, until)))
      throw troubled("used-state");
    return { tokens: await client.callback(callbackUrl, params, { ...checks, response_type: "code" }) };
  };
}

function troubled(reason: string): Error {
  noteTrouble(reason);
  return new Error(reason);
}
