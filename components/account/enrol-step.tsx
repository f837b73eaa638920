"use client";

import { createContext, type ReactNode, useActionState, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { RecoveryCodeList } from "./recovery-codes.tsx";
import { Or, StepPage } from "./step-page.tsx";
import { type TotpSecret, TotpSetup } from "./totp-setup.tsx";

type Codes = { recoveryCodes: string[] | null };
/** How what stands in the slot for another factor hands over the recovery codes that came with it. */
export const ShowCodes = createContext<(codes: string[] | null) => void>(() => {});

type EnrolStepProps = {
  /** A secret that was made and not confirmed yet. */
  setup: TotpSecret | null;
  /** The factor is there; what is left is to keep the recovery codes. */
  enrolled: boolean;
  begin: FormDoor;
  confirm: FormDoor<Codes>;
  renewCodes: FormDoor<Codes>;
  finish: FormDoor;
  /** What adds a passkey instead. */
  passkey?: ReactNode | undefined;
};

/** A first second factor, without which this sign-in goes no further. */
export function EnrolStep({ setup, enrolled, begin, confirm, renewCodes, finish, passkey }: EnrolStepProps) {
  const t = useTranslations("account.step");
  const f = useTranslations("account.factors");
  const [begun, submitBegin] = useActionState<FormState, FormData>(begin, null);
  const [confirmed, submitConfirm] = useActionState<FormState<Codes>, FormData>(confirm, null);
  const [renewed, submitRenew] = useActionState<FormState<Codes>, FormData>(renewCodes, null);
  const [handed, hand] = useState<string[] | null>(null);
  const [finished, submitFinish] = useActionState<FormState, FormData>(finish, null);
  if (enrolled) {
    const codes =
      (renewed?.ok ? renewed.value.recoveryCodes : null) ??
      (confirmed?.ok ? confirmed.value.recoveryCodes : null) ??
      handed;
    return (
      <StepPage title={t("enrol.title")} text={t("enrol.done")} back={t("back")}>
        {codes === null ? (
          <>
            <p>{t("enrol.gone")}</p>
            <RefusalMessage state={renewed} />
            <form action={submitRenew}>
              <SubmitButton variant="secondary">{f("codesNew")}</SubmitButton>
            </form>
          </>
        ) : (
          <RecoveryCodeList codes={codes} />
        )}
        <form action={submitFinish} className="flex flex-col gap-4">
          <RefusalMessage state={finished} />
          <SubmitButton block>{t("enrol.finish")}</SubmitButton>
        </form>
      </StepPage>
    );
  }
  return (
    <StepPage title={t("enrol.title")} text={t("enrol.text")} back={t("back")}>
      {passkey && (
        <>
          <ShowCodes value={hand}>{passkey}</ShowCodes>
          <Or>{t("or")}</Or>
        </>
      )}
      {setup !== null && <TotpSetup setup={setup} state={confirmed} confirm={submitConfirm} />}
      {setup === null && (
        <form action={submitBegin} className="flex flex-col gap-4">
          <RefusalMessage state={begun} />
          <p className="text-muted">{f("appOff")}</p>
          <SubmitButton block variant={passkey ? "secondary" : "primary"}>
            {f("setUpApp")}
          </SubmitButton>
        </form>
      )}
    </StepPage>
  );
}
