import { z } from "zod";
import { glassReason, lendMinutes } from "./numbers.ts";

/** From least to most; each holds what the ones before it hold. */
export const roles = ["user", "premium", "moderator", "admin"] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Whether `role` is at least `needed`. */
export function atLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

export const LendPermission = z.strictObject({
  permission: z.string().min(1).max(60),
  email: z
    .string()
    .max(254)
    .transform((value) => value.trim().normalize("NFKC").toLowerCase())
    .pipe(z.email()),
  minutes: z.coerce.number().int().min(lendMinutes.least).max(lendMinutes.most),
});
export type LendPermission = z.infer<typeof LendPermission>;

export const OneDelegation = z.strictObject({ delegationId: z.uuid() });
export type OneDelegation = z.infer<typeof OneDelegation>;

export const BreakGlass = z.strictObject({
  ownerId: z.uuid(),
  reason: z
    .string()
    .transform((value) => value.trim())
    .pipe(z.string().min(glassReason.least).max(glassReason.most)),
});
export type BreakGlass = z.infer<typeof BreakGlass>;

export const OneGlass = z.strictObject({ glassId: z.uuid() });
export type OneGlass = z.infer<typeof OneGlass>;
