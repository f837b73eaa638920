"use client";

import { useTranslations } from "use-intl/react";
import { Button, IconButton } from "../ui/button.tsx";
import { Icon } from "../ui/icon.tsx";
import { Card } from "../ui/page.tsx";
import type { UploadItem } from "./upload-queue.ts";
import { useFileRefusal } from "./use-file-refusal.ts";
import { useSize } from "./use-size.ts";

type UploadDoors = {
  cancel: (key: string) => void;
  retry: (key: string) => void;
  dismiss: (key: string) => void;
};

/** How far each file is, and what came of it. What is read aloud is counted, not repeated with each step. */
export function UploadList({ items, ...doors }: { items: readonly UploadItem[] } & UploadDoors) {
  const t = useTranslations("documents.upload");
  const count = (state: UploadItem["state"]) => items.filter((item) => item.state === state).length;
  const through = items.filter(({ state }) => state === "done" || state === "failed");
  const clear = () => {
    for (const { key } of through) doors.dismiss(key);
  };
  return (
    <>
      {/* Always there: a live region that comes with its text is not read out. */}
      <p role="status" className="sr-only">
        {t("said", { done: count("done"), failed: count("failed") })}
      </p>
      {items.length > 0 && (
        <Card padded={false}>
          <ul aria-label={t("list")} className="divide-y divide-border">
            {items.map((item) => (
              <UploadRow key={item.key} item={item} {...doors} />
            ))}
          </ul>
          {through.length > 1 && through.length === items.length && (
            <div className="border-t border-border px-4 py-2">
              <Button variant="quiet" size="sm" onClick={clear}>
                {t("clear")}
              </Button>
            </div>
          )}
        </Card>
      )}
    </>
  );
}

function UploadRow({ item, cancel, retry, dismiss }: { item: UploadItem } & UploadDoors) {
  const t = useTranslations("documents.upload");
  const refusal = useFileRefusal();
  const { key, name, state, error, seconds, documentId } = item;
  const isOver = state === "done" || state === "failed";
  return (
    <li className="flex items-start gap-3 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="break-words">
          {state === "done" && documentId !== null ? (
            <a href={`/documents/${documentId}`} className="font-medium">
              {name}
            </a>
          ) : (
            <span className="font-medium">{name}</span>
          )}
        </p>
        {state === "failed" ? (
          <p className="flex gap-1.5 text-sm text-critical">
            <Icon name="alert" size={16} className="mt-0.5 shrink-0" />
            <span>{refusal(error ?? "failed", seconds)}</span>
          </p>
        ) : (
          <Progressing item={item} />
        )}
      </div>
      <div className="flex shrink-0 items-center gap-1">
        {state === "failed" && isWorthAnotherTry(error) && (
          <Button size="sm" aria-label={t("retryOf", { name })} onClick={() => retry(key)}>
            {t("retry")}
          </Button>
        )}
        {isOver ? (
          <IconButton icon="close" size="sm" label={t("dismiss", { name })} onClick={() => dismiss(key)} />
        ) : (
          <Button size="sm" aria-label={t("cancelOf", { name })} onClick={() => cancel(key)}>
            {t("cancel")}
          </Button>
        )}
      </div>
    </li>
  );
}

function Progressing({ item: { name, size, sent, state, isKnown } }: { item: UploadItem }) {
  const t = useTranslations("documents.upload");
  const words = useSize();
  if (state === "done") {
    return (
      <p className="flex items-center gap-1.5 text-sm text-muted">
        <Icon name="check" size={16} className="text-good" />
        {t(isKnown ? "known" : "done")}
      </p>
    );
  }
  if (state === "waiting") return <p className="text-sm text-muted">{t("waiting")}</p>;
  const isSent = sent >= size;
  return (
    <div className="mt-1 flex flex-col gap-1">
      <progress
        className="bar"
        aria-label={t("progress", { name })}
        max={size}
        // Once all of it has gone, the server looks into it, for as long as it takes.
        value={isSent ? undefined : sent}
      />
      <p className="text-sm text-muted figures">
        {isSent ? t("checking") : t("sending", { percent: sent / size, size: words(size) })}
      </p>
    </div>
  );
}

/** The same bytes would be refused for the same reason. */
function isWorthAnotherTry(error: string | null): boolean {
  return ["unreached", "failed", "unavailable", "broken-off", "disk-full", "too-many-requests", "signed-out"].includes(
    error ?? "",
  );
}
