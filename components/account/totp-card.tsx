"use client";

import { useActionState, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Door, FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import { Card } from "../ui/page.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { RecoveryCodeList } from "./recovery-codes.tsx";
import { type TotpSecret, TotpSetup } from "./totp-setup.tsx";

const BACK = "/settings/security";

type TotpCardProps = {
  on: boolean;
  /** A secret that was made and not confirmed yet. */
  setup: TotpSecret | null;
  begin: FormDoor;
  cancel: FormDoor;
  confirm: FormDoor<{ recoveryCodes: string[] | null }>;
  remove: Door<Record<string, never>>;
};

/** The authenticator app of an account: off, being set up, or on. */
export function TotpCard({ on, setup, begin, cancel, confirm, remove }: TotpCardProps) {
  const t = useTranslations("account.factors");
  const [begun, submitBegin] = useActionState<FormState, FormData>(begin, null);
  const [, submitCancel] = useActionState<FormState, FormData>(cancel, null);
  const [confirmed, submitConfirm] = useActionState<FormState<{ recoveryCodes: string[] | null }>, FormData>(
    confirm,
    null,
  );
  const removal = useDoor(remove);
  const [asking, setAsking] = useState(false);
  const [kept, setKept] = useState<unknown>(null);
  const removeNow = async () => {
    await removal.run({});
    setAsking(false);
  };
  const fresh = on && confirmed?.ok && kept !== confirmed ? confirmed.value : null;
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <h3 className="flex flex-wrap items-center gap-2 font-medium">
            {t("app")}
            <Badge tone={on ? "good" : "neutral"}>{t(on ? "on" : "off")}</Badge>
          </h3>
          <p className="text-sm text-muted">{t(on ? "appOn" : "appOff")}</p>
        </div>
        {on ? (
          <Button size="sm" onClick={() => setAsking(true)} aria-label={t("removeApp")}>
            {t("remove")}
          </Button>
        ) : (
          <form action={setup === null ? submitBegin : submitCancel}>
            <SubmitButton variant="secondary" size="sm" aria-label={setup === null ? t("setUpApp") : undefined}>
              {t(setup === null ? "setUp" : "cancel")}
            </SubmitButton>
          </form>
        )}
      </div>
      {!on && setup === null && <RefusalMessage state={begun} back={BACK} />}
      {!on && setup !== null && (
        <TotpSetup setup={setup} state={confirmed?.ok ? null : confirmed} confirm={submitConfirm} back={BACK} />
      )}
      {fresh !== null && (
        <>
          <FormMessage tone="success">{t("added")}</FormMessage>
          {fresh.recoveryCodes !== null && (
            <>
              <h3 className="font-medium">{t("codes")}</h3>
              <RecoveryCodeList codes={fresh.recoveryCodes} />
              <Button variant="primary" className="self-start" onClick={() => setKept(confirmed)}>
                {t("codesKept")}
              </Button>
            </>
          )}
        </>
      )}
      <RefusalMessage state={on && removal.state?.ok ? null : removal.state} back={BACK} success={t("removed")} />
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("removeAsk")}
        confirmLabel={t("remove")}
        onConfirm={removeNow}
      >
        <p>{t("removeText")}</p>
      </Confirm>
    </Card>
  );
}
