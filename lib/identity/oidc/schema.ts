import { z } from "zod";
import { Role } from "#lib/access/schema.ts";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** https; plain http only to this very machine, where there is no line to listen on. */
export function isSafeAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && LOOPBACK.test(hostname));
}

const Issuer = z
  .string()
  .max(500)
  .refine((address) => isSafeAddress(address) && !/[?#@]/.test(address), "issuer");

/** next-auth's own words, which would be mistaken for a provider in an address. */
const taken = ["credentials", "error", "signin", "signout", "callback"];

/** One sign-in service, as `OIDC_PROVIDERS` lists it. */
export const OidcProvider = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, "provider-id")
      .refine((id) => !taken.includes(id), "provider-id"),
    /** On the button: "Continue with …". */
    name: z.string().trim().min(1).max(60),
    issuer: Issuer,
    clientId: z.string().min(1).max(500),
    clientSecret: z.string().min(1).max(2_000),
    scopes: z
      .array(z.string().regex(/^[\x21\x23-\x5B\x5D-\x7E]+$/))
      .max(20)
      .default(["openid", "email", "profile"])
      .refine((scopes) => scopes.includes("openid"), "scopes"),
    /** What ID tokens are signed with. */
    algorithm: z.enum(["RS256", "PS256", "ES256", "EdDSA"]).default("RS256"),
    /** Which claim holds the groups or roles; dots lead into objects. */
    roleClaim: z.string().min(1).max(200).optional(),
    /** Which role a value of that claim gives; the highest counts, and whoever has none is a user. */
    roles: z.record(z.string().max(200), Role).optional(),
    /** People whom nobody invited get an account at their first sign-in, unless sign-up is closed. */
    createAccounts: z.boolean().default(false),
  })
  .refine(({ roleClaim, roles }) => (roleClaim === undefined) === (roles === undefined), "roles");
export type OidcProvider = z.infer<typeof OidcProvider>;

export const OidcProviders = z
  .array(OidcProvider)
  .max(20)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, "provider-twice");

/** What is read of an ID token, after its signature, issuer, audience, nonce and times were found right. */
export const OidcClaims = z.looseObject({
  iss: z.string().min(1).max(500),
  sub: z.string().min(1).max(255),
  email: z.string().max(254).optional().catch(undefined),
  email_verified: z.unknown().optional(),
  name: z.string().max(500).optional().catch(undefined),
  /** When somebody last showed who they are, in seconds since 1970. */
  auth_time: z.number().min(0).optional().catch(undefined),
});
export type OidcClaims = z.infer<typeof OidcClaims>;

export const ContinueWith = z.strictObject({
  provider: z.string().max(32),
  next: z.string().max(500).optional(),
});
export type ContinueWith = z.infer<typeof ContinueWith>;
