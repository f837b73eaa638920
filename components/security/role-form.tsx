"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Role } from "#lib/access/schema.ts";
import type { Door } from "../site/form-door.ts";
import { SelectField } from "../ui/field.tsx";
import { ConfirmedAction } from "./confirmed-action.tsx";

type RoleFormProps = {
  person: { id: string; name: string; role: Role };
  roles: readonly { value: Role; label: string }[];
  change: Door<{ accountId: string; role: Role }, number>;
};

export function RoleForm({ person, roles, change }: RoleFormProps) {
  const t = useTranslations("admin.people.person");
  const [chosen, setChosen] = useState<Role>(person.role);
  const label = roles.find(({ value }) => value === chosen)?.label ?? chosen;
  return (
    <div className="flex flex-col gap-3">
      <SelectField
        className="sm:max-w-xs"
        label={t("newRole")}
        value={chosen}
        onChange={(event) => setChosen(event.target.value as Role)}
      >
        {roles.map(({ value, label: name }) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </SelectField>
      <ConfirmedAction
        door={change}
        input={{ accountId: person.id, role: chosen }}
        label={t("changeRole")}
        title={t("changeRoleAsk", { name: person.name, role: label })}
        success={() => t("changedRole")}
        back={`/admin/users/${person.id}`}
        variant={chosen === "admin" ? "danger" : "primary"}
        disabled={chosen === person.role}
      >
        <p>{t("changeRoleText")}</p>
        {chosen === "admin" && <p>{t("changeRoleAdmin")}</p>}
      </ConfirmedAction>
    </div>
  );
}
