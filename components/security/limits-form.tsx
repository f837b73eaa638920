"use client";

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import { Input } from "../ui/input.tsx";
import { Cell, HeaderCell, TableFrame } from "../ui/table.tsx";
import { type LimitValue, limitBounds, limitField, readLimits } from "./limits-input.ts";

type LimitRow = {
  bucket: string;
  label: string;
  standard: LimitValue;
  /** The standard in words. */
  standardText: string;
  changed: LimitValue | null;
};

type LimitsFormProps = {
  rows: readonly LimitRow[];
  change: Door<{ key: "limits"; value: Record<string, LimitValue> }>;
};

export function LimitsForm({ rows, change }: LimitsFormProps) {
  const t = useTranslations("admin.system");
  const { state, pending, run } = useDoor(change);
  const [wrong, setWrong] = useState<string | null>(null);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const limits = readLimits(rows, new FormData(event.currentTarget));
    setWrong(limits.ok ? null : limits.bucket);
    if (limits.ok) run({ key: "limits", value: limits.value });
  };
  const wrongLabel = rows.find(({ bucket }) => bucket === wrong)?.label;
  return (
    <form onSubmit={submit} className="flex flex-col items-start gap-4">
      <TableFrame caption={t("limits.table")} captionHidden className="w-full">
        <thead>
          <tr>
            <HeaderCell>{t("limits.bucket")}</HeaderCell>
            <HeaderCell>{t("limits.requests")}</HeaderCell>
            <HeaderCell>{t("limits.seconds")}</HeaderCell>
            <HeaderCell>{t("limits.standard")}</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.bucket}>
              <Cell rowHeader>{row.label}</Cell>
              {(["requests", "seconds"] as const).map((part) => (
                <Cell key={part}>
                  <Input
                    type="number"
                    inputMode="numeric"
                    name={limitField(row.bucket, part)}
                    aria-label={t(`limits.${part}Of`, { bucket: row.label })}
                    aria-invalid={row.bucket === wrong || undefined}
                    min={1}
                    max={limitBounds[part]}
                    step={1}
                    placeholder={String(row.standard[part])}
                    defaultValue={row.changed?.[part]}
                    className="min-w-24"
                  />
                </Cell>
              ))}
              <Cell nowrap className="text-muted">
                {row.standardText}
              </Cell>
            </tr>
          ))}
        </tbody>
      </TableFrame>
      <p className="text-sm text-muted">{t("limits.low")}</p>
      {wrongLabel !== undefined ? (
        <FormMessage tone="error">{t("limits.wrong", { bucket: wrongLabel })}</FormMessage>
      ) : (
        <RefusalMessage state={state} back="/admin/system" success={t("saved")} />
      )}
      <Button type="submit" variant="primary" pending={pending}>
        {t("save")}
      </Button>
    </form>
  );
}
