import { z } from "zod";

const typed = z.string().max(100);

/** Six digits; people type them in two groups, and phones of some languages in wide forms. */
export const TotpCode = typed
  .transform((text) => text.normalize("NFKC").replace(/[\s-]/g, ""))
  .pipe(z.string().regex(/^\d{6}$/));

/** As it is compared: groups and case do not matter, and what looks alike is alike (Crockford's base 32). */
export const RecoveryCode = typed
  .transform((text) =>
    text.normalize("NFKC").toLowerCase().replace(/[\s-]/g, "").replace(/o/g, "0").replace(/[il]/g, "1"),
  )
  .pipe(z.string().regex(/^[0-9a-hjkmnp-tv-z]{12}$/));

export const ConfirmTotp = z.strictObject({ code: TotpCode });
export type ConfirmTotp = z.infer<typeof ConfirmTotp>;

export const AnswerFactor = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("totp"), code: TotpCode }),
  z.strictObject({ kind: z.literal("recovery-code"), code: RecoveryCode }),
]);
export type AnswerFactor = z.infer<typeof AnswerFactor>;

/** A button and nothing else. */
export const Nothing = z.strictObject({});
