import { z } from "zod";
import { Role } from "#lib/access/schema.ts";
import { importLimits, resetReason } from "../numbers.ts";
import { Email } from "../schema.ts";

export const OnePerson = z.strictObject({ accountId: z.uuid() });
export type OnePerson = z.infer<typeof OnePerson>;

export const ChangeRole = z.strictObject({ accountId: z.uuid(), role: Role });
export type ChangeRole = z.infer<typeof ChangeRole>;

export const SuspendPerson = z.strictObject({ accountId: z.uuid(), suspended: z.boolean() });
export type SuspendPerson = z.infer<typeof SuspendPerson>;

export const RequireFactor = z.strictObject({ accountId: z.uuid(), required: z.boolean() });
export type RequireFactor = z.infer<typeof RequireFactor>;

export const RequestFactorReset = z.strictObject({
  accountId: z.uuid(),
  reason: z
    .string()
    .transform((value) => value.trim())
    .pipe(z.string().min(resetReason.least).max(resetReason.most)),
});
export type RequestFactorReset = z.infer<typeof RequestFactorReset>;

export const DecideFactorReset = z.strictObject({ resetId: z.uuid(), approve: z.boolean() });
export type DecideFactorReset = z.infer<typeof DecideFactorReset>;

export const OneInvitation = z.strictObject({ invitationId: z.uuid() });
export type OneInvitation = z.infer<typeof OneInvitation>;

/** What the list of people can be narrowed to; from the query string. */
export const PeopleFilter = z.strictObject({
  email: Email.optional(),
  role: Role.optional(),
  state: z.enum(["active", "suspended"]).optional(),
});
export type PeopleFilter = z.infer<typeof PeopleFilter>;

/** `confirm` is the code of the plan that was shown; without it nothing is done. */
export const ImportPeople = z.strictObject({
  text: z.string().max(importLimits.bytes),
  confirm: z.string().max(64).optional(),
});
export type ImportPeople = z.infer<typeof ImportPeople>;

/** What an import does, or would do, with one line of its list. */
export type ImportLine = {
  line: number;
  email: string;
  name: string | null;
  role: string;
  outcome: "invite" | "change-role" | "nothing" | "error";
  /** The role somebody has, where there is an account. */
  from: Role | null;
  reason: ImportReason | null;
};
export type ImportReason =
  | "email"
  | "role"
  | "columns"
  | "duplicate"
  | "has-it"
  | "invited"
  | "not-yourself"
  | "sign-up-closed"
  | "role-too-high"
  | "last-administrator";
