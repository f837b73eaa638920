"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { AccountFields, type PasswordLength } from "./account-fields.tsx";

type SignUpFormProps = { action: FormDoor; email?: string | null | undefined; length: PasswordLength };

/** Makes an account: by oneself, or with a link that was opened before. */
export function SignUpForm({ action, email, length }: SignUpFormProps) {
  const t = useTranslations("account");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  return (
    <form action={submit} className="flex flex-col gap-4">
      <RefusalMessage state={state} />
      <AccountFields kept={state?.ok === false ? state.kept : undefined} email={email} length={length} />
      <SubmitButton block>{t("signUp.submit")}</SubmitButton>
    </form>
  );
}
