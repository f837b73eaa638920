"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { Area, Effect } from "#lib/access/address-rules/schema.ts";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { SelectField, TextField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";

type Option = { value: string; label: string };

type RuleFormProps = {
  effects: readonly Effect[];
  areas: readonly Area[];
  /** How many a rule may last; for good stands before them. */
  hours: readonly (1 | 24 | 168 | 720)[];
  action: FormDoor;
};

export function RuleForm({ effects, areas, hours, action }: RuleFormProps) {
  const t = useTranslations("admin.rules");
  const [state, submit] = useActionState<FormState, FormData>(action, null);
  const kept = state?.ok === false ? state.kept : undefined;
  // A form that is emptied after its action would forget a changed default, so a new default is a new field.
  const select = (name: "effect" | "area" | "hours", standard: string, options: readonly Option[]) => {
    const value = kept?.[name] ?? standard;
    return (
      <SelectField key={`${name} ${value}`} label={t(name)} name={name} defaultValue={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </SelectField>
    );
  };
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
          ...toOptions(hours, (count) => t(`hoursValue.${count}`)),
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
