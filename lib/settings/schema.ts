import { z } from "zod";
import { Role, roles } from "#lib/access/schema.ts";
import { sessionBounds, sessionDefaults, tokenBounds, tokenDefaults } from "#lib/identity/numbers.ts";
import { LimitOverrides } from "#lib/limits/schema.ts";

/** Who may create an account: nobody, whom an administrator invites, or everybody who reaches the site. */
export const SignUpMode = z.enum(["closed", "invitation", "open"]);
export type SignUpMode = z.infer<typeof SignUpMode>;

const within = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);
const SessionNumbers = z.strictObject({
  idleMinutes: within(sessionBounds.idleMinutes),
  absoluteHours: within(sessionBounds.absoluteHours),
  most: within(sessionBounds.most),
});
/** How long sessions of each role last, and how many there may be at once. */
export const SessionRules = z.strictObject(
  Object.fromEntries(roles.map((role) => [role, SessionNumbers])) as Record<Role, typeof SessionNumbers>,
);
export const TokenRules = z.strictObject({
  accessMinutes: within(tokenBounds.accessMinutes),
  refreshDays: within(tokenBounds.refreshDays),
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
