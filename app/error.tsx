"use client";

import { useTranslations } from "use-intl/react";
import { PlainMessage } from "#components/site/plain-message.tsx";
import { Button } from "#components/ui/button.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";

/** What a page shows instead of itself when its rendering failed. The digest leads to the server's log line. */
export default function ErrorPage({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations("site.crash");
  const digest = digestOf(error);
  return (
    <PlainMessage
      title={t("title")}
      note={digest && t("code", { digest })}
      actions={
        <>
          <Button variant="primary" onClick={() => retry()}>
            {t("retry")}
          </Button>
          <LinkButton href="/">{t("home")}</LinkButton>
        </>
      }
    >
      <p>{t("text")}</p>
      <p>{t(digest ? "advice" : "adviceWithoutCode")}</p>
    </PlainMessage>
  );
}

function digestOf(error: unknown): string | null {
  const digest = error instanceof Error && "digest" in error ? error.digest : null;
  return typeof digest === "string" ? digest : null;
}
