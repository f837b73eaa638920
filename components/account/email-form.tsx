"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { TextField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

export function EmailForm({ action }: { action: FormDoor }) {
  const t = useTranslations("recovery.email");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-4">
      <TextField
        className="w-full max-w-sm"
        label={t("next")}
        name="email"
        type="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={state?.ok === false ? state.kept?.email : undefined}
      />
      <RefusalMessage state={state} back="/settings/profile" success={t("asked")} />
      <SubmitButton variant="secondary">{t("submit")}</SubmitButton>
    </form>
  );
}
