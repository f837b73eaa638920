import { z } from "zod";
import { Email } from "#lib/identity/schema.ts";
import { glassReason, lendMinutes } from "./numbers.ts";

// What the doors of lending and of break-glass take. Apart from the roles in schema.ts, on which the identities' schemas stand.

export const LendPermission = z.strictObject({
  permission: z.string().min(1).max(60),
  email: Email,
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
