"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { NewPasswordField, type PasswordLength } from "./account-fields.tsx";

type PasswordFormProps = { email: string; length: PasswordLength; action: FormDoor };

export function PasswordForm({ email, length, action }: PasswordFormProps) {
  const t = useTranslations("account");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-4">
      {/* Tells a password manager whose password changes. Without a name it is not sent. */}
      <input type="email" autoComplete="username" value={email} readOnly tabIndex={-1} aria-hidden className="hidden" />
      <div className="flex w-full max-w-sm flex-col gap-4">
        <PasswordField
          label={t("security.current")}
          name="current"
          autoComplete="current-password"
          required
          maxLength={length.most * 4}
        />
        <NewPasswordField label={t("security.next")} name="next" length={length} />
      </div>
      <RefusalMessage state={state} back="/settings/security" success={t("security.changed")} />
      <SubmitButton>{t("security.change")}</SubmitButton>
    </form>
  );
}
