"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import { glassReason } from "#lib/access/numbers.ts";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { TextareaField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

type BreakGlassFormProps = { ownerId: string; action: FormDoor };

export function BreakGlassForm({ ownerId, action }: BreakGlassFormProps) {
  const t = useTranslations("admin.people.glass");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  return (
    <form action={submit} className="flex flex-col items-start gap-3">
      <input type="hidden" name="ownerId" value={ownerId} />
      <TextareaField
        className="w-full"
        label={t("reason")}
        hint={t("reasonHint", glassReason)}
        name="reason"
        required
        minLength={glassReason.least}
        maxLength={glassReason.most}
        defaultValue={state?.ok === false ? state.kept?.reason : undefined}
      />
      <RefusalMessage state={state} back={`/admin/users/${ownerId}/conversations`} />
      <SubmitButton variant="danger" icon="unlock">
        {t("break")}
      </SubmitButton>
    </form>
  );
}
