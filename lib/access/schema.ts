import { z } from "zod";

/** From least to most; each holds what the ones before it hold. */
export const roles = ["user", "premium", "moderator", "admin"] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Whether `role` is at least `needed`. */
export function atLeast(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}
