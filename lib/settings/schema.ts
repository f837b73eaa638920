import { z } from "zod";
import { Role, roles } from "#lib/access/schema.ts";
import { sessionDefaults, tokenDefaults } from "#lib/identity/numbers.ts";
import { LimitOverrides } from "#lib/limits/schema.ts";

/** Who may create an account: nobody, whom an administrator invites, or everybody who reaches the site. */
export const SignUpMode = z.enum(["closed", "invitation", "open"]);
export type SignUpMode = z.infer<typeof SignUpMode>;

const SessionNumbers = z.strictObject({
  idleMinutes: z
    .int()
    .min(5)
    .max(7 * 24 * 60),
  absoluteHours: z
    .int()
    .min(1)
    .max(90 * 24),
  most: z.int().min(1).max(50),
});
/** How long sessions of each role last, and how many there may be at once. */
export const SessionRules = z.strictObject(
  Object.fromEntries(roles.map((role) => [role, SessionNumbers])) as Record<Role, typeof SessionNumbers>,
);
export const TokenRules = z.strictObject({
  accessMinutes: z.int().min(1).max(60),
  refreshDays: z.int().min(1).max(90),
});
/** Roles whose people need a second factor. */
export const FactorRoles = z.array(Role).max(roles.length);

/** Every setting an administrator can change in the product, with its default. */
export const settingSchemas = {
  signUp: SignUpMode.default("invitation"),
  limits: LimitOverrides.default({}),
  /** The model a new conversation starts with; null chooses the first that is connected. */
  defaultModel: z.string().min(1).max(100).nullable().default(null),
  sessions: SessionRules.default(sessionDefaults),
  tokens: TokenRules.default(tokenDefaults),
  factorRoles: FactorRoles.default([]),
} as const;

export type SettingKey = keyof typeof settingSchemas;
export type Settings = { [K in SettingKey]: z.infer<(typeof settingSchemas)[K]> };

export const ChangeSetting = z.discriminatedUnion("key", [
  z.strictObject({ key: z.literal("signUp"), value: SignUpMode }),
  z.strictObject({ key: z.literal("limits"), value: LimitOverrides }),
  z.strictObject({ key: z.literal("defaultModel"), value: z.string().min(1).max(100).nullable() }),
  z.strictObject({ key: z.literal("sessions"), value: SessionRules }),
  z.strictObject({ key: z.literal("tokens"), value: TokenRules }),
  z.strictObject({ key: z.literal("factorRoles"), value: FactorRoles }),
]);
export type ChangeSetting = z.infer<typeof ChangeSetting>;
