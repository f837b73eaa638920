"use client";

import { useTranslations } from "use-intl/react";
import { useFileRefusal } from "../documents/use-file-refusal.ts";
import type { UploadItem } from "../documents/use-uploads.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { chipClass } from "./document-chip.tsx";

/** What another try may mend; of everything else the file itself is the cause. */
const passing = ["unreached", "failed", "unavailable", "too-many-requests", "signed-out", "broken-off", "disk-full"];

type UploadChipProps = { item: UploadItem; onCancel: () => void; onRetry: () => void; onDismiss: () => void };

/** A file on its way to the server, or one that did not get there and why. */
export function UploadChip({ item, onCancel, onRetry, onDismiss }: UploadChipProps) {
  const t = useTranslations("chat.documents");
  const refusal = useFileRefusal();
  const { name, size, sent, state, error, seconds } = item;
  const failed = state === "failed";
  return (
    <li className={classNames(chipClass, failed && "w-full flex-wrap py-1 text-critical")}>
      <Icon name={failed ? "alert" : "upload"} size={16} className={failed ? "shrink-0" : "shrink-0 text-muted"} />
      <span title={name} className="max-w-48 min-w-0 truncate">
        {name}
      </span>
      {failed ? (
        <>
          <span role="alert" className="min-w-0 flex-1 basis-48">
            {refusal(error ?? "failed", seconds)}
          </span>
          {passing.includes(error ?? "failed") && (
            <Button size="sm" variant="quiet" onClick={onRetry}>
              {t("retry")}
              <span className="sr-only">: {name}</span>
            </Button>
          )}
        </>
      ) : (
        // Sent is not yet taken: the server looks into it, and that has no measure.
        <progress
          aria-label={t("uploading", { name })}
          className="bar w-20"
          max={Math.max(size, 1)}
          value={state === "waiting" ? 0 : sent < size ? sent : undefined}
        />
      )}
      <IconButton
        icon="close"
        size="sm"
        label={t(failed ? "dismiss" : "cancel", { name })}
        onClick={failed ? onDismiss : onCancel}
      />
    </li>
  );
}
