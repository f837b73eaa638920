"use client";

import { type MouseEvent, startTransition, useActionState, useState } from "react";
import { useTranslations } from "use-intl/react";
import { decisionReason } from "#lib/documents/numbers.ts";
import type { FormDoor, FormState, Refusal } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { TextareaField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

type DecideFormProps = { documentId: string; name: string; action: FormDoor };

/** One reason, two ways to decide; destroying asks once more. Without scripts both buttons simply send the form. */
export function DecideForm({ documentId, name, action }: DecideFormProps) {
  const t = useTranslations("moderation.quarantine");
  const [state, submit, pending] = useActionState<FormState, FormData>(action, null);
  const [asked, setAsked] = useState<FormData | null>(null);
  const ask = (event: MouseEvent<HTMLButtonElement>) => {
    const { form } = event.currentTarget;
    if (form === null) return;
    event.preventDefault();
    if (form.reportValidity()) setAsked(new FormData(form, event.currentTarget));
  };
  const destroy = () => {
    const given = asked;
    setAsked(null);
    if (given !== null) startTransition(() => submit(given));
  };
  const say = ({ error, field }: Refusal) => {
    if (field === "reason") return t("reasonWrong", decisionReason);
    if (error === "not-yourself") return t("yours");
    return error === "document-not-found" ? t("gone") : null;
  };
  return (
    <form action={submit} className="flex flex-col items-start gap-3">
      <input type="hidden" name="documentId" value={documentId} />
      <TextareaField
        className="w-full max-w-prose"
        label={t("reason")}
        hint={t("reasonHint", decisionReason)}
        name="reason"
        rows={2}
        required
        minLength={decisionReason.least}
        maxLength={decisionReason.most}
        defaultValue={state?.ok === false ? state.kept?.reason : undefined}
      />
      <RefusalMessage state={state} back="/moderation/quarantine" say={say} />
      <div className="flex flex-wrap gap-2">
        <SubmitButton
          variant="secondary"
          name="decision"
          value="release"
          pending={pending}
          aria-label={t("releaseOf", { name })}
        >
          {t("release")}
        </SubmitButton>
        <SubmitButton
          variant="danger"
          name="decision"
          value="destroy"
          pending={pending}
          aria-label={t("destroyOf", { name })}
          onClick={ask}
        >
          {t("destroy")}
        </SubmitButton>
      </div>
      <Confirm
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t("destroyAsk", { name })}
        confirmLabel={t("destroy")}
        onConfirm={destroy}
      >
        <p className="break-words">{t("destroyText")}</p>
      </Confirm>
    </form>
  );
}
