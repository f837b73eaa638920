import { atLeast, type Role } from "#lib/access/schema.ts";
import type { OidcClaims, OidcProvider } from "./schema.ts";

/**
 * The role that a sign-in service gives: the highest of the values that are mapped, else the lowest of all; whoever leaves
 * a group there loses its role here. Null where the service decides nothing about roles.
 */
export function mappedRole({ roleClaim, roles }: OidcProvider, claims: OidcClaims): Role | null {
  if (roleClaim === undefined || roles === undefined) return null;
  const given = valuesOf(claimAt(claims, roleClaim));
  const mapped = given.flatMap((value) => (Object.hasOwn(roles, value) ? [roles[value] as Role] : []));
  return mapped.reduce<Role>((highest, role) => (atLeast(role, highest) ? role : highest), "user");
}

/** A claim may be named by an address, with dots of its own; else dots lead into objects. */
function claimAt(claims: Record<string, unknown>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let at: unknown = claims;
  for (const step of name.split(".")) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = (at as Record<string, unknown>)[step];
  }
  return at;
}

function valuesOf(claim: unknown): string[] {
  return (Array.isArray(claim) ? claim : [claim]).filter((value) => typeof value === "string");
}
