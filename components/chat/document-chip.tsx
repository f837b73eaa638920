"use client";

import { useTranslations } from "use-intl/react";
import type { DocumentLine } from "#lib/documents/schema.ts";
import { IconButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { Icon } from "../ui/icon.tsx";
import { Spinner } from "../ui/spinner.tsx";
import { isUnderWay } from "./is-under-way.ts";

/** The frame of everything that stands above the field. */
export const chipClass =
  "flex min-h-control-sm max-w-full min-w-0 items-center gap-1.5 rounded-md border border-border bg-surface ps-2 text-sm";

type DocumentChipProps = { document: DocumentLine; onRemove: () => void };

/** A document that grounds the conversation, or will when it has been read. */
export function DocumentChip({ document, onRemove }: DocumentChipProps) {
  const t = useTranslations("chat");
  const { id, name, state, label } = document;
  const lost = state === "failed" || state === "quarantined" || state === "destroyed";
  return (
    <li className={chipClass}>
      {isUnderWay(document) ? (
        <Spinner size={14} />
      ) : (
        <Icon name="document" size={16} className="shrink-0 text-muted" />
      )}
      <a
        href={`/documents/${id}`}
        target="_blank"
        title={name}
        className="max-w-48 min-w-0 truncate text-text no-underline hover:underline"
        rel="noopener"
      >
        {name}
      </a>
      {state !== "ready" && (
        <span className={classNames("shrink-0", lost ? "text-critical" : "text-muted")}>
          {t(`documents.state.${state}`)}
        </span>
      )}
      {(label === "confidential" || label === "restricted") && (
        <span className="shrink-0 text-muted">{t(`label.${label}`)}</span>
      )}
      <IconButton icon="close" size="sm" label={t("documents.remove", { name })} onClick={onRemove} />
    </li>
  );
}

/** Stands for everything the person has. */
export function LibraryChip({ onRemove }: { onRemove: () => void }) {
  const t = useTranslations("chat.documents");
  return (
    <li className={chipClass}>
      <Icon name="book" size={16} className="shrink-0 text-muted" />
      {t("library")}
      <IconButton icon="close" size="sm" label={t("removeLibrary")} onClick={onRemove} />
    </li>
  );
}
