import { env } from "#lib/platform/env.ts";
import { readJsonSetting } from "#lib/platform/json-setting.ts";
import { processState } from "#lib/platform/process-state.ts";
import { type OidcProvider, OidcProviders } from "./schema.ts";

/** The sign-in services of this instance, in the order in which they are offered. */
export function oidcProviders(): readonly OidcProvider[] {
  return processState("identity.oidc-providers", () => providersFromEnv(env().oidcProviders));
}

export function findProvider(id: string): OidcProvider | undefined {
  return oidcProviders().find((provider) => provider.id === id);
}

/** Pure. Throws `SettingsError` with a sentence per problem. */
export function providersFromEnv(json: string | null): OidcProvider[] {
  return readJsonSetting(json, OidcProviders, {
    name: "OIDC_PROVIDERS",
    entry: "service",
    example: '[{"id":"company","name":"Company","issuer":"https://…", …}]',
    sentences,
  });
}

const sentences = {
  issuer: "must be an https address without user, query or fragment (http only on this machine).",
  "provider-id": "must be a short name of small letters, digits and hyphens, and none that this product uses itself.",
  "provider-twice": "two services have the same id.",
  scopes: "must contain openid.",
  roles: "roleClaim and roles belong together: one without the other does nothing.",
};
