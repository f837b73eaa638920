"use client";

import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Attached } from "#lib/documents/schema.ts";
import { useUploads } from "../documents/use-uploads.ts";
import { Button } from "../ui/button.tsx";
import { DocumentChip, LibraryChip } from "./document-chip.tsx";
import { isUnderWay } from "./is-under-way.ts";
import { LibraryDialog } from "./library-dialog.tsx";
import { UploadChip } from "./upload-chip.tsx";
import { useAttached } from "./use-attached.ts";
import type { Grounding } from "./use-dock.tsx";
import { useWorkspace } from "./workspace-context.ts";

export type DockHandle = {
  add: (files: readonly File[]) => void;
  openLibrary: () => void;
  /** Something may have changed elsewhere. */
  refresh: () => void;
  /** A message has taken along what was chosen for it. */
  taken: () => void;
};

type DocumentsDockProps = {
  ref: Ref<DockHandle>;
  conversationId: string | null;
  attached: Attached;
  onGrounding: (grounding: Grounding) => void;
  /** Something was removed, and the focus with it. */
  onRemoved: () => void;
};

/** What the next message leans on, above the field: documents, files on their way, the whole library. */
export function DocumentsDock({ ref, conversationId, attached: first, onGrounding, onRemoved }: DocumentsDockProps) {
  const t = useTranslations();
  const { signedOut } = useWorkspace();
  const [choosing, setChoosing] = useState(false);
  const [told, setTold] = useState("");
  // Where it began: a conversation that begins meanwhile must not end what is on its way. Attaching follows below.
  const [uploadedTo] = useState(conversationId);
  const { items, add, cancel, retry, dismiss } = useUploads(uploadedTo);
  const { attached, chosen, taken, trouble, refresh, attach, detach, setLibrary } = useAttached(conversationId, first);
  const { documents, label } = attached;
  useImperativeHandle(ref, () => ({
    add: (files) => {
      setTold("");
      add(files);
    },
    openLibrary: () => setChoosing(true),
    refresh,
    taken,
  }));

  // A file that has arrived is a document like any other as soon as it is listed.
  const handled = useRef(new Set<string>());
  useEffect(() => {
    if (items.some(({ error }) => error === "signed-out")) signedOut();
    for (const { key, state, documentId, isKnown, name } of items) {
      if (state !== "done" || documentId === null) continue;
      const isListed = documents.some(({ id }) => id === documentId);
      if (isListed && isKnown) setTold(t("chat.documents.known", { name }));
      // What is neither listed nor waits for it was deleted meanwhile.
      if (isListed || (handled.current.has(key) && !chosen.documentIds.includes(documentId))) dismiss(key);
      else if (!handled.current.has(key)) attach([documentId]);
      handled.current.add(key);
    }
  }, [items, documents, chosen]);

  const uploading = items.filter(({ state }) => state === "waiting" || state === "sending").length;
  const library = chosen.library ?? attached.library;
  useEffect(() => {
    onGrounding({ ...chosen, label, uploading, isWhole: library });
  }, [chosen, label, uploading, library, onGrounding]);

  const underWay = documents.filter(isUnderWay);
  const status = [told, underWay.length > 0 ? t("chat.documents.underWay", { count: underWay.length }) : ""]
    .filter(Boolean)
    .join(" ");
  const remove = (documentId: string) => {
    void detach([documentId]);
    onRemoved();
  };
  const isEmpty = documents.length === 0 && items.length === 0 && !library;
  return (
    <section aria-label={t("chat.documents.label")} className={isEmpty && trouble === null ? undefined : "pb-2"}>
      {!isEmpty && (
        <ul className="flex max-h-[30dvh] flex-wrap gap-1.5 overflow-y-auto p-0.5">
          {library && (
            <LibraryChip
              onRemove={() => {
                setLibrary(false);
                onRemoved();
              }}
            />
          )}
          {documents.map((document) => (
            <DocumentChip key={document.id} document={document} onRemove={() => remove(document.id)} />
          ))}
          {items.map((item) => (
            <UploadChip
              key={item.key}
              item={item}
              onCancel={() => {
                cancel(item.key);
                onRemoved();
              }}
              onRetry={() => retry(item.key)}
              onDismiss={() => {
                dismiss(item.key);
                onRemoved();
              }}
            />
          ))}
        </ul>
      )}
      {/* Always there: a live region that comes with its text is not read out. */}
      <p role="status" className={status === "" ? "sr-only" : "px-1 pt-1 text-xs text-muted"}>
        {status}
      </p>
      {trouble !== null && (
        <p role="alert" className="flex flex-wrap items-center gap-x-2 text-sm text-critical">
          {t.has(`errors.${trouble}`) ? t(`errors.${trouble}`) : t("chat.failed")}
          <Button size="sm" variant="quiet" onClick={refresh}>
            {t("chat.trouble.retry")}
          </Button>
        </p>
      )}
      <LibraryDialog
        open={choosing}
        onClose={() => setChoosing(false)}
        attached={documents}
        library={library}
        onChoose={({ add: more, remove: fewer, library: whole }) => {
          setChoosing(false);
          attach(more);
          if (fewer.length > 0) void detach(fewer);
          setLibrary(whole);
        }}
      />
    </section>
  );
}
