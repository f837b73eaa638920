import { z } from "zod";
import { passkeyNameLength } from "../../numbers.ts";

/** Unpadded base64url of so many characters at the most. */
const bytes = (most: number) =>
  z
    .string()
    .min(1)
    .max(most)
    .regex(/^[A-Za-z0-9_-]+$/);

/** WebAuthn, section 5.8.3: a credential's id has up to 1,023 bytes. */
const CredentialId = bytes(1_364);
const ClientData = bytes(4_096);

const answered = { id: CredentialId, rawId: CredentialId, type: z.literal("public-key") };

/** What a browser says of a new passkey. It may say more; that is left out. */
export const EnrolmentAnswer = z.object({
  ...answered,
  response: z.object({
    clientDataJSON: ClientData,
    attestationObject: bytes(32_768),
    transports: z.array(z.string().max(32)).max(10).optional(),
  }),
});
export type EnrolmentAnswer = z.infer<typeof EnrolmentAnswer>;

/** What a browser says when a passkey is shown. */
export const SignInAnswer = z.object({
  ...answered,
  response: z.object({
    clientDataJSON: ClientData,
    authenticatorData: bytes(8_192),
    signature: bytes(8_192),
    // Some send an empty one for "none", or null.
    userHandle: z.string().max(128).nullish(),
  }),
});
export type SignInAnswer = z.infer<typeof SignInAnswer>;

export const PasskeyName = z
  .string()
  .transform((value) => value.trim().replace(/\s+/g, " "))
  .pipe(
    z
      .string()
      .min(1)
      .max(passkeyNameLength)
      .regex(/^[^\p{Cc}\p{Cf}]*$/u),
  );

/** The answer is looked at inside the use case, so that a malformed one leaves an event like any other. */
export const AddPasskey = z.strictObject({ name: PasskeyName, answer: z.unknown() });
export type AddPasskey = z.infer<typeof AddPasskey>;

export const ShowPasskey = z.strictObject({ answer: z.unknown(), next: z.string().max(500).optional() });
export type ShowPasskey = z.infer<typeof ShowPasskey>;

export const BeginPasskey = z.strictObject({});

export const RenamePasskey = z.strictObject({ passkeyId: z.uuid(), name: PasskeyName });
export type RenamePasskey = z.infer<typeof RenamePasskey>;

export const RemovePasskey = z.strictObject({ passkeyId: z.uuid() });
export type RemovePasskey = z.infer<typeof RemovePasskey>;
