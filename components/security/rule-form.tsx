"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { Area, Effect } from "#lib/access/address-rules/schema.ts";
import { ruleHours } from "#lib/access/numbers.ts";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

type Option = { value: string; label: string };

type RuleFormProps = {
  effects: readonly Effect[];
  areas: readonly Area[];
  action: FormDoor;
};

export function RuleForm({ effects, areas, action }: RuleFormProps) {
  const t = useTranslations("admin.rules");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  const kept = state?.ok === false ? state.kept : undefined;
  const select = (name: "effect" | "area" | "hours", standard: string, options: readonly Option[]) => (
    <SelectField label={t(name)} name={name} defaultValue={kept?.[name] ?? standard}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </SelectField>
  );
  return (
    <form action={submit} className="flex flex-col items-start gap-4">
      <div className="grid w-full items-start gap-4 sm:grid-cols-2">
        {select(
          "effect",
          "block",
          toOptions(effects, (value) => t(`effects.${value}`)),
        )}
        {select(
          "area",
          "everything",
          toOptions(areas, (value) => t(`areas.${value}`)),
        )}
        <TextField
          label={t("network")}
          hint={t("networkHint")}
          name="network"
          required
          maxLength={60}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          defaultValue={kept?.network}
        />
        {select("hours", "", [
          { value: "", label: t("hoursValue.forever") },
          ...toOptions(ruleHours.offered, (count) => t(`hoursValue.${count}`)),
        ])}
      </div>
      <TextField
        className="w-full"
        label={t("note")}
        hint={t("noteHint")}
        name="note"
        maxLength={200}
        defaultValue={kept?.note}
      />
      <RefusalMessage state={state} back="/admin/rules" success={t("added")} />
      <SubmitButton icon="plus">{t("submit")}</SubmitButton>
    </form>
  );
}

function toOptions<V extends string | number>(values: readonly V[], label: (value: V) => string): Option[] {
  return values.map((value) => ({ value: String(value), label: label(value) }));
}
