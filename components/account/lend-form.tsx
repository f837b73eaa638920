"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

const durations = ["15", "60", "480", "1440", "10080", "43200"] as const;

type LendFormProps = { action: FormDoor; permissions: readonly { value: string; label: string }[] };

export function LendForm({ action, permissions }: LendFormProps) {
  const t = useTranslations("access.lending");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  return (
    <form action={submit} className="flex flex-col gap-3">
      <SelectField label={t("what")} name="permission">
        {permissions.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t("email")}
        name="email"
        type="email"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={state?.ok === false ? state.kept?.email : undefined}
      />
      <SelectField label={t("howLong")} name="minutes" defaultValue="60">
        {durations.map((minutes) => (
          <option key={minutes} value={minutes}>
            {t(`duration.${minutes}`)}
          </option>
        ))}
      </SelectField>
      <RefusalMessage state={state} back="/settings/security" success={t("done")} />
      <SubmitButton>{t("submit")}</SubmitButton>
    </form>
  );
}
