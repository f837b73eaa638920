"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { NewPasswordField, type PasswordLength } from "./account-fields.tsx";

export type MailPurpose = "verify-email" | "reset-password" | "change-email" | "sign-in";

type UseLinkFormProps = {
  purpose: MailPurpose;
  email: string | null;
  action: FormDoor;
  length: PasswordLength;
};

/** What a link from a mail is good for. A button does it, not the opening: programs that look into mails open links too. */
export function UseLinkForm({ purpose, email, action, length }: UseLinkFormProps) {
  const [t, account] = [useTranslations("recovery"), useTranslations("account")];
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  const title = <h1 className="text-2xl font-medium">{t(`page.${purpose}.title`)}</h1>;
  if (state?.ok) {
    return (
      <>
        {title}
        <RefusalMessage state={state} success={t(`page.${purpose}.done`)} />
        <LinkButton href="/chat">{t("goOn")}</LinkButton>
      </>
    );
  }
  return (
    <>
      <div>
        {title}
        <p className="mt-1 break-words text-muted">{t(`page.${purpose}.text`, { email: email ?? "" })}</p>
      </div>
      <form action={submit} className="flex flex-col gap-4">
        <RefusalMessage state={state} />
        {purpose === "reset-password" && (
          <>
            {/* Tells a password manager whose password it is. Without a name it is not sent. */}
            <input
              type="email"
              autoComplete="username"
              value={email ?? ""}
              readOnly
              tabIndex={-1}
              aria-hidden
              className="hidden"
            />
            <NewPasswordField label={account("security.next")} name="password" length={length} />
          </>
        )}
        <SubmitButton block>{t(`page.${purpose}.submit`)}</SubmitButton>
      </form>
    </>
  );
}
