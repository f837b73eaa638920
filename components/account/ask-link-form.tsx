"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { TextField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

/** Asks for an address to send a link to. What comes back says nothing about whether there is such an account. */
export function AskLinkForm({ action, what }: { action: FormDoor; what: "forgotten" | "mailLink" }) {
  const [t, account] = [useTranslations("recovery"), useTranslations("account")];
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  return (
    <form action={submit} className="flex flex-col gap-4">
      <RefusalMessage state={state} success={t(`${what}.sent`)} />
      <TextField
        label={account("email")}
        name="email"
        type="email"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={254}
        defaultValue={state?.ok === false ? state.kept?.email : undefined}
      />
      <SubmitButton block>{t(`${what}.submit`)}</SubmitButton>
    </form>
  );
}
