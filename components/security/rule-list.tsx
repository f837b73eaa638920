"use client";

import { useTranslations } from "use-intl/react";
import type { RuleLine } from "#lib/access/address-rules/queries.ts";
import type { Door } from "../site/form-door.ts";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { type Column, DataTable } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { ConfirmedAction } from "./confirmed-action.tsx";

type Remove = Door<{ ruleId: string }>;

export function RuleList({ rules, remove }: { rules: readonly RuleLine[]; remove: Remove }) {
  const t = useTranslations("admin.rules");
  const columns: Column<RuleLine>[] = [
    {
      key: "network",
      header: t("network"),
      rowHeader: true,
      nowrap: true,
      cell: ({ network }) => <span className="font-mono">{network}</span>,
    },
    {
      key: "effect",
      header: t("effect"),
      nowrap: true,
      cell: ({ effect }) => <Badge tone={effect === "block" ? "high" : "good"}>{t(`effects.${effect}`)}</Badge>,
    },
    { key: "area", header: t("area"), nowrap: true, cell: ({ area }) => t(`areas.${area}`) },
    { key: "state", header: t("state"), nowrap: true, cell: (rule) => <RuleState rule={rule} /> },
    { key: "note", header: t("note"), className: "min-w-40", cell: ({ note }) => note },
    { key: "made", header: t("made"), nowrap: true, cell: ({ createdAt }) => <Time value={createdAt} format="date" /> },
    { key: "remove", header: t("remove"), nowrap: true, cell: (rule) => <RemoveRule rule={rule} remove={remove} /> },
  ];
  return (
    <DataTable
      caption={t("list")}
      captionHidden
      columns={columns}
      rows={rules}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title={t("none")} icon="globe">
          {t("noneText")}
        </EmptyState>
      }
    />
  );
}

function RuleState({ rule: { expired, expiresAt } }: { rule: RuleLine }) {
  const t = useTranslations("admin.rules");
  if (expired) return <Badge>{t("expired")}</Badge>;
  if (expiresAt === null) return t("live");
  return (
    <>
      {t("live")} {t("until")} <Time value={expiresAt} format="minute" />
    </>
  );
}

/** When a rule is gone its row goes too. */
function RemoveRule({ rule: { id, network, effect }, remove }: { rule: RuleLine; remove: Remove }) {
  const t = useTranslations("admin.rules");
  return (
    <ConfirmedAction
      small
      door={remove}
      input={{ ruleId: id }}
      label={t("remove")}
      name={t("removeOf", { network })}
      title={t("removeAsk", { network })}
      success={() => null}
      back="/admin/rules"
    >
      <p className="whitespace-normal">{t(`removeText.${effect}`)}</p>
    </ConfirmedAction>
  );
}
