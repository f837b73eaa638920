"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { NewPasswordField, type PasswordLength } from "./account-fields.tsx";
import { StepPage } from "./step-page.tsx";

type PasswordStepProps = { email: string; length: PasswordLength; replace: FormDoor };

/** A new password in the middle of a sign-in whose old one may not be used any longer. */
export function PasswordStep({ email, length, replace }: PasswordStepProps) {
  const t = useTranslations("account");
  const [state, submit] = useActionState<FormState, FormData>(replace, null);
  return (
    <StepPage title={t("step.password.title")} text={t("step.password.text")} back={t("step.back")}>
      <form action={submit} className="flex flex-col gap-4">
        {/* Tells a password manager whose password changes. Without a name it is not sent. */}
        <input
          type="email"
          autoComplete="username"
          value={email}
          readOnly
          tabIndex={-1}
          aria-hidden
          className="hidden"
        />
        <RefusalMessage state={state} />
        <NewPasswordField label={t("security.next")} name="next" length={length} />
        <SubmitButton block>{t("step.password.submit")}</SubmitButton>
      </form>
    </StepPage>
  );
}
