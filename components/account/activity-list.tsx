"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import { Card } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";
import { useDeviceName } from "./use-device-name.ts";

/** One thing that happened, as its owner reads it. `country` in their language. */
export type ActivityLine = {
  id: string;
  at: string;
  sentence: string;
  origin: { address: string; device: string | null; country: string | null } | null;
  /** The session to be disowned, where it began with this. */
  reportable: string | null;
};

type ActivityListProps = { lines: readonly ActivityLine[]; report: Door<{ sessionId: string }> };

export function ActivityList({ lines, report }: ActivityListProps) {
  const t = useTranslations("recovery");
  const errors = useTranslations("errors");
  const [asking, setAsking] = useState<string | null>(null);
  const [failed, setFailed] = useState<string | null>(null);
  const confirm = async () => {
    // It leads to the sign-in page when it worked.
    const answer = await report({ sessionId: asking ?? "" });
    if (!answer.ok) setFailed(errors.has(answer.error as never) ? errors(answer.error as never) : errors("failed"));
  };
  const close = () => {
    setAsking(null);
    setFailed(null);
  };
  if (lines.length === 0) return <p className="text-muted">{t("activity.empty")}</p>;
  return (
    <Card padded={false}>
      <ol aria-label={t("activity.list")} className="divide-y divide-border">
        {lines.map((line) => (
          <ActivityRow key={line.id} line={line} disown={setAsking} />
        ))}
      </ol>
      <Confirm
        open={asking !== null}
        onClose={close}
        title={t("report.ask")}
        confirmLabel={t("report.confirm")}
        onConfirm={confirm}
      >
        <p>{t("report.text")}</p>
        {failed !== null && <FormMessage tone="error">{failed}</FormMessage>}
      </Confirm>
    </Card>
  );
}

function ActivityRow({ line, disown }: { line: ActivityLine; disown: (sessionId: string) => void }) {
  const t = useTranslations("recovery");
  const { origin, reportable } = line;
  const device = useDeviceName(origin?.device ?? null);
  const place =
    origin === null || origin.country === null
      ? origin?.address
      : t("activity.place", { address: origin.address, country: origin.country });
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-60">
        <p className="break-words">{line.sentence}</p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <Time value={line.at} />
          {origin !== null && <span>{device}</span>}
          {place !== undefined && <span>{place}</span>}
        </p>
      </div>
      {reportable !== null && (
        <Button size="sm" onClick={() => disown(reportable)} aria-label={t("report.label", { device })}>
          {t("report.button")}
        </Button>
      )}
    </li>
  );
}
