"use client";

import { useTranslations } from "use-intl/react";
import { TextField } from "../ui/field.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { PasswordStrength, useTypedPassword } from "./password-strength.tsx";

/** Characters a new password needs. */
export type PasswordLength = { least: number; most: number };

type AccountFieldsProps = {
  /** What was typed before a refusal. */
  kept?: { email?: string; name?: string } | undefined;
  /** The one address that an invitation is for. */
  email?: string | null | undefined;
  length: PasswordLength;
};

/** What every new account needs, named so that a password manager saves it. */
export function AccountFields({ kept, email = null, length }: AccountFieldsProps) {
  const t = useTranslations("account");
  return (
    <>
      <TextField
        label={t("name")}
        hint={t("nameHint")}
        name="name"
        autoComplete="name"
        required
        maxLength={80}
        defaultValue={kept?.name}
      />
      <TextField
        label={t("email")}
        hint={email !== null && t("link.emailFixed")}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={email ?? kept?.email}
        readOnly={email !== null}
      />
      <NewPasswordField label={t("password")} name="password" length={length} />
    </>
  );
}

export function NewPasswordField({ label, name, length }: { label: string; name: string; length: PasswordLength }) {
  const t = useTranslations("account");
  const { props, ...typed } = useTypedPassword();
  return (
    <PasswordField
      {...props}
      label={label}
      hint={<PasswordStrength {...typed} length={length} hint={t("passwordHint", length)} />}
      name={name}
      autoComplete="new-password"
      required
      minLength={length.least}
      // The server counts characters; this counts UTF-16 units, of which a character can have several.
      maxLength={length.most * 4}
    />
  );
}
