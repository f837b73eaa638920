"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import type { ListedMessage } from "./blocks.ts";

type MessageStateProps = { message: ListedMessage; running: boolean; onAgain: (questionId: string) => void };

/** How a reply ended, when it did not end by itself: one line, and the way on. */
export function MessageState({ message: { state, failure, parentId }, running, onAgain }: MessageStateProps) {
  const t = useTranslations();
  if (state === "complete" || state === "streaming") return null;
  const failed = state === "failed";
  const sentence = failure !== null && t.has(`models.failure.${failure}`) ? failure : "failed";
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2">
      <p className={`flex min-w-0 items-start gap-2 ${failed ? "text-critical" : "text-muted"}`}>
        <Icon name={failed ? "alert" : state === "stopped" ? "stop" : "bolt"} size={16} className="mt-0.5 shrink-0" />
        {failed ? t(`models.failure.${sentence}`) : t(`chat.message.${state}`)}
      </p>
      {parentId !== null && state !== "stopped" && (
        <Button size="sm" icon="refresh" disabled={running} onClick={() => onAgain(parentId)}>
          {t("chat.message.again")}
        </Button>
      )}
    </div>
  );
}
