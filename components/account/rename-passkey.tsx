"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import { passkeyNameLength } from "#lib/identity/numbers.ts";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

type RenamePasskeyProps = { id: string; name: string; rename: FormDoor; onDone: () => void };

export function RenamePasskey({ id, name, rename, onDone }: RenamePasskeyProps) {
  const t = useTranslations("account");
  const [state, submit] = useActionState<FormState, FormData>(async (before, form) => {
    const answer = await rename(before, form);
    if (answer.ok) onDone();
    return answer;
  }, null);
  return (
    <form action={submit} className="flex flex-col gap-3">
      <RefusalMessage state={state} back="/settings/security" />
      <input type="hidden" name="passkeyId" value={id} />
      <div className="flex flex-wrap items-end gap-2">
        <TextField
          className="min-w-0 flex-1 basis-52"
          label={t("passkeys.name")}
          name="name"
          defaultValue={name}
          autoComplete="off"
          required
          autoFocus
          maxLength={passkeyNameLength}
        />
        <Button onClick={onDone}>{t("passkeys.cancel")}</Button>
        <SubmitButton>{t("passkeys.save")}</SubmitButton>
      </div>
    </form>
  );
}
