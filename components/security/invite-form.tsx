"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { Time } from "../ui/time.tsx";

/** What making an invitation answers: once, and never again. */
type IssuedLink = { link: string; email: string; expiresAt: string };

type InviteFormProps = { action: FormDoor<IssuedLink>; roles: readonly { value: string; label: string }[] };

export function InviteForm({ action, roles }: InviteFormProps) {
  const t = useTranslations("admin.users");
  const [state, submit] = useActionState<FormState<IssuedLink>, FormData>(action, null);
  const kept = state?.ok === false ? state.kept : undefined;
  return (
    <div className="flex flex-col gap-4">
      <form action={submit} className="grid items-end gap-3 sm:grid-cols-[minmax(0,1fr)_12rem_auto]">
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
        <SelectField label={t("role")} name="role" defaultValue={kept?.role ?? roles[0]?.value}>
          {roles.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </SelectField>
        <SubmitButton icon="mail">{t("inviteSubmit")}</SubmitButton>
      </form>
      <RefusalMessage state={state} back="/admin/users" />
      {state?.ok && <NewLink issued={state.value} />}
    </div>
  );
}

function NewLink({ issued }: { issued: IssuedLink }) {
  const t = useTranslations("admin.users");
  return (
    <section
      role="status"
      aria-label={t("link", { email: issued.email })}
      className="flex flex-col gap-2 rounded-lg border border-border bg-good-soft p-4"
    >
      <p className="font-medium">{t("link", { email: issued.email })}</p>
      <div className="flex gap-2">
        <Input
          readOnly
          value={issued.link}
          aria-label={t("link", { email: issued.email })}
          onFocus={(event) => event.currentTarget.select()}
          className="font-mono"
        />
        <CopyButton text={issued.link} label={t("copyLink")} variant="primary" wordy />
      </div>
      <p className="text-sm">
        {t("linkText")} {t("expires")} <Time value={issued.expiresAt} format="minute" />
      </p>
    </section>
  );
}
