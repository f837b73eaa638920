"use client";

import { useTranslations } from "use-intl/react";
import type { FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { CopyButton } from "../ui/copy-button.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { CodeField } from "./code-field.tsx";
import { QrCode } from "./qr-code.tsx";

/** A secret that waits for its first code. */
export type TotpSecret = { qr: { size: number; d: string }; uri: string; secret: string };

type TotpSetupProps = {
  setup: TotpSecret;
  state: FormState<unknown>;
  confirm: (form: FormData) => void;
  /** The page to come back to after a new sign-in. */
  back?: string | undefined;
};

/** The secret as a picture and as text, and the field that shows that it arrived. */
export function TotpSetup({ setup: { qr, uri, secret }, state, confirm, back }: TotpSetupProps) {
  const t = useTranslations("account.factors");
  return (
    <div className="flex flex-col gap-4">
      <p>{t("scan")}</p>
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        <QrCode label={t("qr")} size={qr.size} d={qr.d} />
        <div className="flex min-w-0 flex-1 basis-48 flex-col items-start gap-2">
          <p className="text-muted">{t("secret")}</p>
          <p className="font-mono break-words">{secret}</p>
          <CopyButton text={secret.replaceAll(" ", "")} label={t("copySecret")} wordy size="sm" />
          <p className="text-sm">
            <a href={uri}>{t("openApp")}</a>
          </p>
        </div>
      </div>
      <form action={confirm} className="flex max-w-sm flex-col items-start gap-4">
        <CodeField label={t("code")} hint={t("codeHint")} />
        <RefusalMessage state={state} back={back} />
        <SubmitButton>{t("confirm")}</SubmitButton>
      </form>
    </div>
  );
}
