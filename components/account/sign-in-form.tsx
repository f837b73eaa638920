"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { TextField } from "../ui/field.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

type SignInFormProps = {
  action: FormDoor;
  /** A path of this site to go to afterwards. */
  next: string;
  /** Of somebody who signs in again: that account, and no other. */
  email?: string | undefined;
};

/** A real form: without script the page comes back with its refusal and the typed address. */
export function SignInForm({ action, next, email }: SignInFormProps) {
  const t = useTranslations("account");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  const typed = state?.ok === false ? state.kept?.email : undefined;
  return (
    <form action={submit} className="flex flex-col gap-4">
      <RefusalMessage state={state} />
      <TextField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={typed ?? email}
        readOnly={email !== undefined}
      />
      <PasswordField label={t("password")} name="password" autoComplete="current-password" required maxLength={512} />
      <input type="hidden" name="next" value={next} />
      <SubmitButton block>{t("signIn.submit")}</SubmitButton>
    </form>
  );
}
