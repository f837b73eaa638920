import { z } from "zod";
import { LimitOverrides } from "#lib/limits/schema.ts";

/** Who may create an account: nobody, whom an administrator invites, or everybody who reaches the site. */
export const SignUpMode = z.enum(["closed", "invitation", "open"]);
export type SignUpMode = z.infer<typeof SignUpMode>;

/** Every setting an administrator can change in the product, with its default. */
export const settingSchemas = {
  signUp: SignUpMode.default("invitation"),
  limits: LimitOverrides.default({}),
  /** The model a new conversation starts with; null chooses the first that is connected. */
  defaultModel: z.string().min(1).max(100).nullable().default(null),
} as const;

export type SettingKey = keyof typeof settingSchemas;
export type Settings = { [K in SettingKey]: z.infer<(typeof settingSchemas)[K]> };

export const ChangeSetting = z.discriminatedUnion("key", [
  z.strictObject({ key: z.literal("signUp"), value: SignUpMode }),
  z.strictObject({ key: z.literal("limits"), value: LimitOverrides }),
  z.strictObject({ key: z.literal("defaultModel"), value: z.string().min(1).max(100).nullable() }),
]);
export type ChangeSetting = z.infer<typeof ChangeSetting>;
