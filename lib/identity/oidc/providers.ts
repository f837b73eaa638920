import type { z } from "zod";
import { env, SettingsError } from "#lib/platform/env.ts";
import { processState } from "#lib/platform/process-state.ts";
import { type OidcProvider, OidcProviders } from "./schema.ts";

/** The sign-in services of this instance, in the order in which they are offered. */
export function oidcProviders(): readonly OidcProvider[] {
  return processState("identity.oidc-providers", () => providersFromEnv(env().oidcProviders));
}

export function findProvider(id: string): OidcProvider | undefined {
  return oidcProviders().find((provider) => provider.id === id);
}

/** Pure. Throws {@link SettingsError} with a sentence per problem; no sentence holds a value, because values hold secrets. */
export function providersFromEnv(json: string | null): OidcProvider[] {
  if (json === null) return [];
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new SettingsError([
      'OIDC_PROVIDERS is no valid JSON: it must be a list such as [{"id":"company","name":"Company","issuer":"https://…", …}].',
    ]);
  }
  const parsed = OidcProviders.safeParse(value);
  if (!parsed.success) throw new SettingsError(parsed.error.issues.map(sentence));
  return parsed.data;
}

const sentences: Record<string, string> = {
  issuer: "must be an https address without user, query or fragment (http only on this machine).",
  "provider-id": "must be a short name of small letters, digits and hyphens, and none that this product uses itself.",
  "provider-twice": "two services have the same id.",
  scopes: "must contain openid.",
  roles: "roleClaim and roles belong together: one without the other does nothing.",
};

function sentence({ path, message, code, ...issue }: z.core.$ZodIssue): string {
  const [index, ...inside] = path.map(String);
  const place =
    index === undefined ? "OIDC_PROVIDERS" : `OIDC_PROVIDERS, service ${[Number(index) + 1, ...inside].join(", ")}`;
  // zod repeats unknown keys in its message; a misplaced secret could be one.
  if (code === "unrecognized_keys") return `${place}: ${(issue as { keys: string[] }).keys.length} unknown setting(s).`;
  return `${place}: ${sentences[message] ?? message}`;
}
