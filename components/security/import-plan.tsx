"use client";

import { useTranslations } from "use-intl/react";
import type { ImportLine } from "#lib/identity/people/schema.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Section } from "../ui/page.tsx";
import { type Column, DataTable } from "../ui/table.tsx";

const tones: Record<ImportLine["outcome"], Tone> = {
  invite: "accent",
  "change-role": "medium",
  nothing: "neutral",
  error: "critical",
};

/** What each line of a list would do, and the sum in one sentence. */
export function ImportPlan({ lines }: { lines: readonly ImportLine[] }) {
  const t = useTranslations("admin.people.import");
  const users = useTranslations("admin.users");
  const roleName = useTranslations("admin.events.word.role");
  const role = (name: string | null) => (name !== null && roleName.has(name) ? roleName(name) : (name ?? ""));
  const count = (outcome: ImportLine["outcome"]) => lines.filter((line) => line.outcome === outcome).length;
  const columns: Column<ImportLine>[] = [
    { key: "line", header: t("line"), align: "end", className: "w-px", cell: ({ line }) => line },
    {
      key: "email",
      header: users("email"),
      rowHeader: true,
      cell: ({ email, name }) => [email, name].filter(Boolean).join(", "),
    },
    {
      key: "outcome",
      header: t("outcome"),
      cell: ({ outcome, from, role: to, reason }) => (
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <Badge tone={tones[outcome]}>{t(`outcomes.${outcome}`, { from: role(from), role: role(to) })}</Badge>
          {reason !== null && t(`reason.${reason}`)}
        </span>
      ),
    },
  ];
  return (
    <Section
      title={t("result")}
      description={t("resultText", {
        ...{ invite: count("invite"), change: count("change-role") },
        ...{ nothing: count("nothing"), error: count("error") },
      })}
    >
      <DataTable
        caption={t("table")}
        captionHidden
        tall
        columns={columns}
        rows={lines}
        rowKey={({ line, email }) => `${line} ${email}`}
      />
    </Section>
  );
}
