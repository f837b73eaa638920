import { z } from "zod";
import { ruleHours } from "../numbers.ts";

export const effects = ["allow", "block"] as const;
export type Effect = (typeof effects)[number];
/** `administration`: the pages under /admin and the security events, on top of what holds for everything. */
export const areas = ["everything", "administration"] as const;
export type Area = (typeof areas)[number];

/** An address or a CIDR block; whether it is one is told with a code of its own, `network-malformed`. */
const network = z.string().trim().min(2).max(60);

export const AddRule = z.strictObject({
  effect: z.enum(effects),
  area: z.enum(areas),
  network,
  note: z
    .string()
    .max(200)
    .transform((value) => value.trim().replace(/\s+/g, " "))
    .default(""),
  /** How long it holds; null, or nothing in a form, for good. */
  hours: z.preprocess(
    (value) => (value === "" || value === undefined ? null : value),
    z.coerce.number().int().min(ruleHours.least).max(ruleHours.most).nullable(),
  ),
});
export type AddRule = z.infer<typeof AddRule>;

export const RemoveRule = z.strictObject({ ruleId: z.uuid() });
export type RemoveRule = z.infer<typeof RemoveRule>;
