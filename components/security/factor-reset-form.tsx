"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import { resetReason } from "#lib/identity/numbers.ts";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { TextareaField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

type Asked = { state: "waiting" | "done" };
type FactorResetFormProps = { accountId: string; action: FormDoor<Asked> };

/** Asks to remove the factors that somebody has lost. What follows depends on whether somebody else can agree. */
export function FactorResetForm({ accountId, action }: FactorResetFormProps) {
  const t = useTranslations("recovery.reset");
  const [state, submit] = useActionState<FormState<Asked>, FormData>(action, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-4">
      <input type="hidden" name="accountId" value={accountId} />
      <TextareaField
        className="w-full"
        label={t("reason")}
        hint={t("reasonHint")}
        name="reason"
        rows={3}
        required
        minLength={resetReason.least}
        maxLength={resetReason.most}
        defaultValue={state?.ok === false ? state.kept?.reason : undefined}
      />
      <RefusalMessage state={state} back={`/admin/users/${accountId}`} success={state?.ok && t(state.value.state)} />
      <SubmitButton variant="danger">{t("submit")}</SubmitButton>
    </form>
  );
}
