"use client";

import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { Card } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";
import { ConfirmedAction } from "./confirmed-action.tsx";

/** A lost factor that an administrator wants removed; times as ISO strings. */
export type WaitingReset = {
  id: string;
  accountId: string;
  name: string | null;
  requestedByName: string | null;
  reason: string;
  expiresAt: string;
  /** Not who asked, and not whose factors they are. */
  mayDecide: boolean;
};

type Decide = Door<{ resetId: string; approve: boolean }, { state: "done" | "declined" }>;

export function FactorResetList({ resets, decide }: { resets: readonly WaitingReset[]; decide: Decide }) {
  const t = useTranslations("recovery.reset");
  return (
    <Card padded={false}>
      <ul aria-label={t("list")} className="divide-y divide-border">
        {resets.map((reset) => (
          <WaitingRow key={reset.id} reset={reset} decide={decide} />
        ))}
      </ul>
    </Card>
  );
}

function WaitingRow({ reset, decide }: { reset: WaitingReset; decide: Decide }) {
  const t = useTranslations("recovery.reset");
  const name = reset.name ?? t("nobody");
  const action = (approve: boolean) => {
    const verb = approve ? "approve" : "decline";
    return (
      <ConfirmedAction
        door={decide}
        input={{ resetId: reset.id, approve }}
        label={t(verb)}
        title={t(`${verb}Ask`, { name })}
        success={({ state }) => t("decided", { state })}
        back="/admin/users"
        variant={approve ? "danger" : "primary"}
      >
        <p>{t(`${verb}Text`, { name })}</p>
      </ConfirmedAction>
    );
  };
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 px-4 py-3">
      <div className="min-w-0 flex-1 basis-72">
        <p className="font-medium">
          <a href={`/admin/users/${reset.accountId}`}>{name}</a>
        </p>
        <p className="break-words">{reset.reason}</p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span>
            {t("by")} {reset.requestedByName ?? t("nobody")}
          </span>
          <span>
            {t("until")} <Time value={reset.expiresAt} format="minute" />
          </span>
        </p>
      </div>
      {reset.mayDecide ? (
        <div className="flex flex-wrap gap-2">
          {action(true)}
          {action(false)}
        </div>
      ) : (
        <p className="text-sm text-muted">{t("yours")}</p>
      )}
    </li>
  );
}
