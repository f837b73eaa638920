"use client";

import { type ReactNode, useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { TextField } from "../ui/field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { CodeField } from "./code-field.tsx";
import { Or, StepPage } from "./step-page.tsx";

type FactorStepProps = {
  kind: "totp" | "recovery-code";
  /** The account has an app that could be asked instead of a recovery code. */
  hasApp: boolean;
  answer: FormDoor;
  /** The button of a passkey, for an account that has one. */
  passkey?: ReactNode | undefined;
};

/** The second factor of a sign-in. A real form: without script the page comes back with its refusal. */
export function FactorStep({ kind, hasApp, answer, passkey }: FactorStepProps) {
  const t = useTranslations("account.step");
  const [state, submit] = useActionState<FormState, FormData>(answer, null);
  const app = kind === "totp";
  return (
    <StepPage title={t("factor.title")} text={t(app ? "factor.text" : "factor.recoveryText")} back={t("back")}>
      {passkey && (
        <>
          {passkey}
          <Or>{t("or")}</Or>
        </>
      )}
      <form action={submit} className="flex flex-col gap-4">
        <RefusalMessage state={state} />
        <input type="hidden" name="kind" value={kind} />
        {app ? (
          <CodeField label={t("factor.code")} hint={t("factor.codeHint")} autoFocus={!passkey} />
        ) : (
          <TextField
            label={t("factor.recovery")}
            hint={t("factor.recoveryHint")}
            name="code"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            required
            maxLength={40}
            autoFocus={!passkey}
          />
        )}
        <SubmitButton block>{t("factor.submit")}</SubmitButton>
      </form>
      <div className="flex flex-col gap-1 text-muted">
        {app && (
          <p>
            <a href="/sign-in/factor?with=recovery-code">{t("factor.toRecovery")}</a>
          </p>
        )}
        {!app && hasApp && (
          <p>
            <a href="/sign-in/factor">{t("factor.toApp")}</a>
          </p>
        )}
        {!app && <p>{t("factor.lost")}</p>}
      </div>
    </StepPage>
  );
}
