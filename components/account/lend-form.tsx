"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import { lendMinutes } from "#lib/access/numbers.ts";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

/** An hour, in minutes. */
const STANDARD = 60 satisfies (typeof lendMinutes.offered)[number];

type LendFormProps = { action: FormDoor; permissions: readonly { value: string; label: string }[] };

export function LendForm({ action, permissions }: LendFormProps) {
  const t = useTranslations("access.lending");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  const kept = state?.ok === false ? state.kept : undefined;
  return (
    <form action={submit} className="flex flex-col gap-3">
      <SelectField label={t("what")} name="permission" defaultValue={kept?.permission ?? permissions[0]?.value}>
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
        defaultValue={kept?.email}
      />
      <SelectField label={t("howLong")} name="minutes" defaultValue={kept?.minutes ?? STANDARD}>
        {lendMinutes.offered.map((minutes) => (
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
