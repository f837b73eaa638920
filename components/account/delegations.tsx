"use client";

import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";

/** A lent permission as one end sees it. */
export type LentLine = {
  id: string;
  /** In words. */
  permission: string;
  /** Whoever is at the other end. */
  name: string;
  expiresAt: string;
};

type End = Door<{ delegationId: string }>;
type DelegationsProps = { toYou: readonly LentLine[]; byYou: readonly LentLine[] | null; end: End };

/** What was lent to one, and what one lends; `byYou` is null for who cannot lend. Either end can end it. */
export function Delegations({ toYou, byYou, end }: DelegationsProps) {
  const t = useTranslations("access.lending");
  return (
    <div className="flex flex-col gap-4">
      <Lines title={t("toYou")} nothing={t("nothing")} lines={toYou} received end={end} />
      {byYou !== null && <Lines title={t("byYou")} nothing={t("nothingBy")} lines={byYou} end={end} />}
    </div>
  );
}

type LinesProps = { title: string; nothing: string; lines: readonly LentLine[]; received?: boolean; end: End };

function Lines({ title, nothing, lines, received = false, end }: LinesProps) {
  const t = useTranslations("access.lending");
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium">{title}</h3>
      {lines.length === 0 ? (
        <p className="text-muted">{nothing}</p>
      ) : (
        <Card padded={false}>
          <ul className="divide-y divide-border">
            {lines.map(({ id, permission, name, expiresAt }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
                <div className="min-w-0 flex-1 basis-52">
                  <p className="font-medium">{permission}</p>
                  <p className="text-sm text-muted">
                    {t(received ? "from" : "to", { name })}, {t("until")} <Time value={expiresAt} format="minute" />
                  </p>
                </div>
                <EndDelegation
                  delegationId={id}
                  label={t(received ? "giveBack" : "end")}
                  name={t(received ? "giveBackOf" : "endOf", { permission, name })}
                  back="/settings/security"
                  end={end}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

type EndDelegationProps = { delegationId: string; label: string; name: string; back: string; end: End };

export function EndDelegation({ delegationId, label, name, back, end }: EndDelegationProps) {
  const { state, pending, run } = useDoor(end);
  return (
    <span className="flex flex-wrap items-center gap-2">
      <Button size="sm" pending={pending} onClick={() => run({ delegationId })} aria-label={name}>
        {label}
      </Button>
      <RefusalMessage state={state} back={back} />
    </span>
  );
}
