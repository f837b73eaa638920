"use client";

import { useTranslations } from "use-intl/react";
import { FormMessage } from "../ui/form-message.tsx";
import { LinkButton } from "../ui/link-button.tsx";

/** The session is over: nothing that stands on the page is lost, and one link leads back to it. */
export function SignedOut({ path }: { path: string }) {
  const t = useTranslations("chat");
  return (
    <div className="px-3 pt-3">
      <FormMessage
        tone="error"
        title={t("signedOut.title")}
        action={
          <LinkButton href={`/sign-in?next=${encodeURIComponent(path)}`} size="sm">
            {t("signedOut.do")}
          </LinkButton>
        }
      >
        {t("signedOut.text")}
      </FormMessage>
    </div>
  );
}
