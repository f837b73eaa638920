"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { sessionBounds } from "#lib/identity/numbers.ts";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import { Input } from "../ui/input.tsx";
import { Cell, HeaderCell, TableFrame } from "../ui/table.tsx";
import { readSessions, type SessionNumbers, sessionField, sessionParts } from "./session-input.ts";

type Row = {
  role: string;
  label: string;
  current: SessionNumbers;
  standard: SessionNumbers;
  /** The standard in words. */
  standardText: string;
};

type SessionsFormProps = {
  rows: readonly Row[];
  change: Door<{ key: "sessions"; value: Record<string, SessionNumbers> }>;
};

/** How long sessions of each role last, and how many there may be. */
export function SessionsForm({ rows, change }: SessionsFormProps) {
  const t = useTranslations("admin.system");
  const { state, pending, run } = useDoor(change);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const sessions = readSessions(rows, new FormData(event.currentTarget));
    setWrong(sessions.ok ? null : sessions.role);
    if (sessions.ok) run({ key: "sessions", value: sessions.value });
  };
  const wrongLabel = rows.find(({ role }) => role === wrong)?.label;
  return (
    <form onSubmit={submit} noValidate className="flex flex-col items-start gap-4">
      <TableFrame caption={t("sessions.table")} captionHidden className="w-full">
        <thead>
          <tr>
            <HeaderCell>{t("sessions.role")}</HeaderCell>
            {sessionParts.map((part) => (
              <HeaderCell key={part}>{t(`sessions.${part}`)}</HeaderCell>
            ))}
            <HeaderCell>{t("sessions.standard")}</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ role, label, current, standard, standardText }) => (
            <tr key={role}>
              <Cell rowHeader nowrap>
                {label}
              </Cell>
              {sessionParts.map((part) => (
                <Cell key={part}>
                  <Input
                    type="number"
                    inputMode="numeric"
                    name={sessionField(role, part)}
                    aria-label={t("sessions.field", { what: t(`sessions.${part}`), role: label })}
                    aria-invalid={role === wrong || undefined}
                    step={1}
                    {...sessionBounds[part]}
                    placeholder={String(standard[part])}
                    defaultValue={current[part] === standard[part] ? undefined : current[part]}
                    className="min-w-20"
                  />
                </Cell>
              ))}
              <Cell nowrap className="text-muted">
                {standardText}
              </Cell>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <p className="max-w-prose text-sm text-muted">{t("sessions.hint")}</p>
      {wrongLabel !== undefined ? (
        <FormMessage tone="error">{t("sessions.wrong", { role: wrongLabel })}</FormMessage>
      ) : (
        <RefusalMessage state={state} back="/admin/system" success={t("saved")} />
      )}
      <Button type="submit" variant="primary" pending={pending}>
        {t("save")}
      </Button>
    </form>
  );
}
