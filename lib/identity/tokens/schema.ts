import { z } from "zod";
import { type Permission, permissions, policy, reachOf } from "#lib/access/policy.ts";
import type { Role } from "#lib/access/schema.ts";
import { tokenDays } from "../numbers.ts";
import { DisplayName } from "../schema.ts";

/** Every permission that a program may hold. */
export const tokenScopes = permissions.filter((permission) => policy[permission].forTokens);

/** What a token of this role's owner may do at most. */
export function scopesOf(role: Role): Permission[] {
  return tokenScopes.filter((scope) => reachOf(scope)[role] !== null);
}

const SCOPE_FIELD = "scope.";
/** The name of the check box for a scope. */
export const scopeField = (scope: string) => `${SCOPE_FIELD}${scope}`;

/** A form has one check box per scope: a field that is there or not. */
function gatherScopes(given: unknown): unknown {
  if (typeof given !== "object" || given === null || "scopes" in given) return given;
  const fields = Object.entries(given);
  const scopes = fields.map(([name]) => name).filter((name) => name.startsWith(SCOPE_FIELD));
  return {
    ...Object.fromEntries(fields.filter(([name]) => !name.startsWith(SCOPE_FIELD))),
    scopes: scopes.map((name) => name.slice(SCOPE_FIELD.length)),
  };
}

export const CreateToken = z.preprocess(
  gatherScopes,
  z.strictObject({
    name: DisplayName,
    scopes: z
      .array(z.enum(tokenScopes as [Permission, ...Permission[]]))
      .min(1)
      .max(tokenScopes.length)
      .refine((scopes) => new Set(scopes).size === scopes.length),
    days: z.coerce.number().int().min(tokenDays.least).max(tokenDays.most),
  }),
);
export type CreateToken = z.infer<typeof CreateToken>;

export const EndToken = z.strictObject({ tokenId: z.uuid() });
export type EndToken = z.infer<typeof EndToken>;
