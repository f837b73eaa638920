"use client";

import type { ReactNode } from "react";
import { useTranslations } from "use-intl/react";
import { FormMessage } from "../ui/form-message.tsx";
import type { FormState, Refusal } from "./form-door.ts";
import { refusalKey } from "./refusal-key.ts";

type RefusalMessageProps = {
  state: FormState<unknown>;
  /** The page to come back to after a new sign-in, where a refusal asks for one. */
  back?: string | undefined;
  /** Shown when it went well. */
  success?: ReactNode | undefined;
  /** A sentence from elsewhere, for codes that only one place has; null leaves it to the area `errors`. */
  say?: ((refusal: Refusal) => string | null) | undefined;
};

/** What came of a form's last action: nothing yet, a refusal with its sentence, or a success. */
export function RefusalMessage({ state, back, success, say }: RefusalMessageProps) {
  const t = useTranslations("errors");
  if (state === null) return null;
  if (state.ok) return success ? <FormMessage tone="success">{success}</FormMessage> : null;
  const again = state.error === "stale-sign-in" || state.error === "signed-out";
  return (
    <FormMessage
      tone="error"
      action={again && back !== undefined && <a href={signInAgain(back)}>{t("signInAgain")}</a>}
    >
      {say?.(state) ?? t(refusalKey(state, (key) => t.has(key)))}
    </FormMessage>
  );
}

/** The sign-in page shows its form even to somebody who is signed in. */
function signInAgain(back: string): string {
  return `/sign-in?again=1&next=${encodeURIComponent(back)}`;
}
