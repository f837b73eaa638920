"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";

const modes = ["closed", "invitation", "open"] as const;
type Mode = (typeof modes)[number];

type SignUpModeFormProps = { current: Mode; change: Door<{ key: "signUp"; value: Mode }> };

export function SignUpModeForm({ current, change }: SignUpModeFormProps) {
  const t = useTranslations("admin.system");
  const { state, pending, run } = useDoor(change);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).get("mode");
    const value = modes.find((mode) => mode === chosen);
    if (value !== undefined) run({ key: "signUp", value });
  };
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-4">
      <fieldset className="flex flex-col gap-3">
        <legend className="sr-only">{t("signUp.legend")}</legend>
        {modes.map((mode) => (
          <label key={mode} className="flex items-start gap-2.5">
            <input
              type="radio"
              name="mode"
              value={mode}
              defaultChecked={mode === current}
              className="mt-1 size-4 shrink-0"
            />
            <span>
              <span className="font-medium">{t(`signUp.${mode}`)}</span>
              <span className="block text-muted">{t(`signUp.${mode}Text`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <RefusalMessage state={state} back="/admin/system" success={t("saved")} />
      <Button type="submit" variant="primary" pending={pending}>
        {t("save")}
      </Button>
    </form>
  );
}
