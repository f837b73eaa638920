import { z } from "zod";
import { Role } from "#lib/access/schema.ts";

/** Characters (code points) a password needs; longer for people who can do more harm. */
export const passwordLength = { least: { user: 12, premium: 12, moderator: 16, admin: 16 }, most: 128 } as const;

/** An address as it is compared: e-mail domains ignore case, and mail systems in practice do for the rest. */
export const Email = z
  .string()
  .max(254)
  .transform((value) => value.trim().normalize("NFKC").toLowerCase())
  .pipe(z.email());

export const DisplayName = z
  .string()
  .transform((value) => value.trim().replace(/\s+/g, " "))
  // Control characters and direction overrides could make one name look like another.
  .pipe(
    z
      .string()
      .min(1)
      .max(80)
      .regex(/^[^\p{Cc}\p{Cf}]*$/u),
  );

export const Password = z
  .string()
  .min(1)
  .max(4 * passwordLength.most);

/** Whether the password is long enough for the role, and not longer than allowed. */
export function passwordFits(password: string, role: Role): boolean {
  const characters = [...password.normalize("NFKC")].length;
  return characters >= passwordLength.least[role] && characters <= passwordLength.most;
}

/** `next` is where to go afterwards; the door checks that it is a path of this site. */
export const SignIn = z.strictObject({ email: Email, password: Password, next: z.string().max(500).optional() });
export type SignIn = z.infer<typeof SignIn>;

export const SignOut = z.strictObject({});

export const SignUp = z.strictObject({ email: Email, name: DisplayName, password: Password });
export type SignUp = z.infer<typeof SignUp>;

export const OpenLink = z.strictObject({ token: z.string().max(200) });
export type OpenLink = z.infer<typeof OpenLink>;

export const ChangePassword = z.strictObject({ current: Password, next: Password });
export type ChangePassword = z.infer<typeof ChangePassword>;

export const ReplacePassword = z.strictObject({ next: Password });
export type ReplacePassword = z.infer<typeof ReplacePassword>;

/** A link that was opened before; which one, the browser's sealed cookie says. */
export const ConfirmLink = z.strictObject({});

export const ResetPassword = z.strictObject({ password: Password });
export type ResetPassword = z.infer<typeof ResetPassword>;

/** An address to send a link to. */
export const AskForLink = z.strictObject({ email: Email });

export const ChangeEmail = z.strictObject({ email: Email });
export type ChangeEmail = z.infer<typeof ChangeEmail>;

export const ReportSession = z.strictObject({ sessionId: z.uuid() });
export type ReportSession = z.infer<typeof ReportSession>;

export const ChangeName = z.strictObject({ name: DisplayName });
export type ChangeName = z.infer<typeof ChangeName>;

export const InvitePerson = z.strictObject({ email: Email, role: Role });
export type InvitePerson = z.infer<typeof InvitePerson>;

export const EndSession = z.strictObject({ sessionId: z.uuid() });
export type EndSession = z.infer<typeof EndSession>;

export const CreatePerson = z.strictObject({ email: Email, name: DisplayName, role: Role, password: Password });
export type CreatePerson = z.infer<typeof CreatePerson>;
