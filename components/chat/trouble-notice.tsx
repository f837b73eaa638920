"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "../ui/button.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import type { Trouble } from "./use-reply.ts";

type TroubleNoticeProps = { trouble: Trouble; onRetry: () => void; onDismiss: () => void };

/** Above the field: what did not work, what to do about it, and the request to quote to whoever runs the instance. */
export function TroubleNotice({ trouble: { code, seconds, requestId }, onRetry, onDismiss }: TroubleNoticeProps) {
  const t = useTranslations();
  const wait = code === "too-many-requests" && seconds !== null;
  const sentence = wait
    ? t("chat.trouble.wait", { seconds })
    : t.has(`chat.trouble.${code}`)
      ? t(`chat.trouble.${code}`)
      : t.has(`errors.${code}`)
        ? t(`errors.${code}`)
        : t("errors.failed");
  const retry = code === "lost";
  return (
    <FormMessage
      tone="error"
      className="mb-2"
      action={
        <Button size="sm" variant="quiet" className="text-inherit" onClick={retry ? onRetry : onDismiss}>
          {t(retry ? "chat.trouble.retry" : "ui.dismiss")}
        </Button>
      }
    >
      {sentence}
      {requestId !== null && !wait && (
        <span className="block font-mono text-xs">{t("chat.trouble.request", { id: requestId })}</span>
      )}
    </FormMessage>
  );
}
