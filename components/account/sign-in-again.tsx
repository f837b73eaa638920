"use client";

import { useActionState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { PasswordField } from "../ui/password-field.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { useHere } from "./use-here.ts";

type Step = { step: string | null };
type SignInAgainProps = {
  open: boolean;
  email: string;
  action: FormDoor<Step>;
  onClose: () => void;
  onDone: () => void;
};

/** Signs the same person in again without leaving the page. A second factor is asked for on its own page. */
export function SignInAgain({ open, onClose, ...form }: SignInAgainProps) {
  const t = useTranslations("session.again");
  return (
    <Dialog open={open} onClose={onClose} title={t("title")} description={t("text")}>
      <AgainForm {...form} />
    </Dialog>
  );
}

/** Begins anew each time the dialog opens. */
function AgainForm({ email, action, onDone }: Omit<SignInAgainProps, "open" | "onClose">) {
  const t = useTranslations("session.again");
  const [state, submit] = useActionState<FormState<Step>, FormData>(async (before, form) => {
    const answer = await action(before, form);
    if (answer.ok && answer.value.step === null) onDone();
    return answer;
  }, null);
  const here = useHere();
  const step = state?.ok === true ? state.value.step : null;
  if (step !== null) {
    return (
      <FormMessage
        tone="info"
        action={
          <LinkButton href={step} size="sm">
            {t("goOn")}
          </LinkButton>
        }
      >
        {t("factor")}
      </FormMessage>
    );
  }
  return (
    <form action={submit} className="flex flex-col gap-4">
      <RefusalMessage state={state} />
      <TextField label={t("email")} name="email" type="email" autoComplete="username" defaultValue={email} readOnly />
      <PasswordField
        label={t("password")}
        name="password"
        autoComplete="current-password"
        required
        maxLength={512}
        data-autofocus
      />
      <input type="hidden" name="next" value={here} />
      <SubmitButton block>{t("submit")}</SubmitButton>
      <a href={`/sign-in?next=${encodeURIComponent(here)}`} className="text-sm">
        {t("page")}
      </a>
    </form>
  );
}
