"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { Card } from "../ui/page.tsx";

/** Codes that are shown this once. */
export function RecoveryCodeList({ codes }: { codes: readonly string[] }) {
  const t = useTranslations("account.factors");
  return (
    <div className="flex flex-col items-start gap-3">
      <p>{t("codesKeep")}</p>
      <ul
        aria-label={t("codes")}
        className="grid w-full max-w-sm grid-cols-[repeat(auto-fit,minmax(9.5rem,1fr))] gap-x-6 gap-y-1 rounded-md border border-border bg-sunken px-4 py-3 font-mono"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <CopyButton text={codes.join("\n")} label={t("codesCopy")} wordy />
    </div>
  );
}

type RecoveryCodesProps = { left: number; make: Door<Record<string, never>, { recoveryCodes: string[] }> };

/** How many are left, and new ones in their place. */
export function RecoveryCodes({ left, make }: RecoveryCodesProps) {
  const t = useTranslations("account.factors");
  const { state, run, clear } = useDoor(make);
  const [asking, setAsking] = useState(false);
  const renew = async () => {
    await run({});
    setAsking(false);
  };
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <h3 className="flex flex-wrap items-center gap-2 font-medium">
            {t("codes")}
            <Badge tone={left > 2 ? "info" : "medium"}>{t("codesLeft", { count: left })}</Badge>
          </h3>
          <p className="text-sm text-muted">{t("codesText")}</p>
        </div>
        <Button size="sm" onClick={() => setAsking(true)}>
          {t("codesNew")}
        </Button>
      </div>
      {state?.ok ? (
        <>
          <RecoveryCodeList codes={state.value.recoveryCodes} />
          <Button variant="primary" className="self-start" onClick={clear}>
            {t("codesKept")}
          </Button>
        </>
      ) : (
        <RefusalMessage state={state} back="/settings/security" />
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("codesAsk")}
        confirmLabel={t("codesNew")}
        onConfirm={renew}
        variant="primary"
      >
        <p>{t("codesAskText")}</p>
      </Confirm>
    </Card>
  );
}
