"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Role } from "#lib/access/schema.ts";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { CheckboxField } from "../ui/field.tsx";
import { FormMessage } from "../ui/form-message.tsx";

type FactorRolesFormProps = {
  roles: readonly { value: Role; label: string }[];
  current: readonly Role[];
  /** The role of whoever changes this while they have no second factor themselves; null when they have one. */
  roleWithout: Role | null;
  change: Door<{ key: "factorRoles"; value: Role[] }>;
};

/** Roles whose people need a second factor. Who requires it of their own role without having one is told what follows. */
export function FactorRolesForm({ roles, current, roleWithout, change }: FactorRolesFormProps) {
  const t = useTranslations("admin.system");
  const { state, pending, run } = useDoor(change);
  const [chosen, setChosen] = useState<readonly Role[]>(current);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    run({ key: "factorRoles", value: [...chosen] });
  };
  const choose = (role: Role, on: boolean) =>
    setChosen(roles.map(({ value }) => value).filter((value) => (value === role ? on : chosen.includes(value))));
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-4">
      <fieldset className="flex flex-col gap-2">
        <legend className="sr-only">{t("factorRoles.legend")}</legend>
        {roles.map(({ value, label }) => (
          <CheckboxField
            key={value}
            label={label}
            name="role"
            value={value}
            checked={chosen.includes(value)}
            onChange={(event) => choose(value, event.target.checked)}
          />
        ))}
      </fieldset>
      {roleWithout !== null && chosen.includes(roleWithout) && (
        <FormMessage
          tone="warning"
          className="w-full"
          action={<a href="/settings/security">{t("factorRoles.setUp")}</a>}
        >
          {t("factorRoles.yours")}
        </FormMessage>
      )}
      <RefusalMessage state={state} back="/admin/system" success={t("saved")} />
      <Button type="submit" variant="primary" pending={pending}>
        {t("save")}
      </Button>
    </form>
  );
}
