"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { Badge } from "../ui/badge.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

type AddressStateProps = { email: string; confirmed: boolean; sendAgain: FormDoor };

/** One's own address, and whether a mail to it has come back. */
export function AddressState({ email, confirmed, sendAgain }: AddressStateProps) {
  const t = useTranslations("recovery.email");
  const [state, submit] = useActionState<FormState, FormData>(sendAgain, null);
  return (
    <div className="flex flex-col items-start gap-2">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        {email} {confirmed ? <Badge tone="good">{t("confirmed")}</Badge> : <Badge tone="medium">{t("open")}</Badge>}
      </span>
      {!confirmed && (
        <form action={submit} className="flex flex-col items-start gap-2">
          <p className="text-sm text-muted">{t("openText")}</p>
          <RefusalMessage state={state} back="/settings/profile" success={t("sent")} />
          <SubmitButton variant="secondary" size="sm">
            {t("again")}
          </SubmitButton>
        </form>
      )}
    </div>
  );
}
