"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl/react";
import { tokenBounds } from "#lib/identity/numbers.ts";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { TextField } from "../ui/field.tsx";

type Tokens = { accessMinutes: number; refreshDays: number };
type TokensFormProps = { current: Tokens; standard: Tokens; change: Door<{ key: "tokens"; value: Tokens }> };

/** Lifetimes of the two tokens of a session. The browser checks the bounds, and the server again. */
export function TokensForm({ current, standard, change }: TokensFormProps) {
  const t = useTranslations("admin.system");
  const { state, pending, run } = useDoor(change);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    run({
      key: "tokens",
      value: { accessMinutes: Number(form.get("accessMinutes")), refreshDays: Number(form.get("refreshDays")) },
    });
  };
  const number = { type: "number", inputMode: "numeric", step: 1, required: true } as const;
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-4">
      <div className="grid w-full gap-3 sm:grid-cols-2">
        <TextField
          {...number}
          label={t("tokens.accessMinutes")}
          hint={t("tokens.accessHint", { standard: standard.accessMinutes })}
          name="accessMinutes"
          {...tokenBounds.accessMinutes}
          defaultValue={current.accessMinutes}
        />
        <TextField
          {...number}
          label={t("tokens.refreshDays")}
          hint={t("tokens.refreshHint", { standard: standard.refreshDays })}
          name="refreshDays"
          {...tokenBounds.refreshDays}
          defaultValue={current.refreshDays}
        />
      </div>
      <RefusalMessage state={state} back="/admin/system" success={t("saved")} />
      <Button type="submit" variant="primary" pending={pending}>
        {t("save")}
      </Button>
    </form>
  );
}
