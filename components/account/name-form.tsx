"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { TextField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

export function NameForm({ name, action }: { name: string; action: FormDoor }) {
  const t = useTranslations("account");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-4">
      <TextField
        className="w-full max-w-sm"
        label={t("name")}
        hint={t("nameHint")}
        name="name"
        autoComplete="name"
        required
        maxLength={80}
        defaultValue={(state?.ok === false ? state.kept?.name : undefined) ?? name}
      />
      <RefusalMessage state={state} back="/settings/profile" success={t("profile.saved")} />
      <SubmitButton>{t("profile.save")}</SubmitButton>
    </form>
  );
}
