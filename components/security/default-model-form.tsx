"use client";

import type { FormEvent } from "react";
import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { SelectField } from "../ui/field.tsx";

type DefaultModelFormProps = {
  current: string | null;
  models: readonly { id: string; name: string }[];
  change: Door<{ key: "defaultModel"; value: string | null }>;
};

export function DefaultModelForm({ current, models, change }: DefaultModelFormProps) {
  const t = useTranslations("admin.system");
  const { state, pending, run } = useDoor(change);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const chosen = new FormData(event.currentTarget).get("model");
    run({ key: "defaultModel", value: typeof chosen === "string" && chosen !== "" ? chosen : null });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <div className="flex flex-wrap items-end gap-3">
        <SelectField
          className="min-w-0 flex-1 basis-56 sm:max-w-sm"
          label={t("models.default")}
          name="model"
          defaultValue={current ?? ""}
        >
          <option value="">{t("models.firstOne")}</option>
          {models.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
        <Button type="submit" pending={pending}>
          {t("save")}
        </Button>
      </div>
      <p className="text-sm text-muted">{t("models.defaultText")}</p>
      <RefusalMessage state={state} back="/admin/system" success={t("saved")} />
    </form>
  );
}
