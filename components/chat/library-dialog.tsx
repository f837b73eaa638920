"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { DocumentLine } from "#lib/documents/schema.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { CheckboxField, TextField } from "../ui/field.tsx";
import { Loading, SkeletonRows } from "../ui/skeleton.tsx";
import { foundDocuments, type Wanted, wantedOf } from "./found-documents.ts";
import { MOST_ATTACHED } from "./use-attached.ts";
import { useLatest } from "./use-latest.ts";
import { useWorkspace } from "./workspace-context.ts";

type LibraryDialogProps = {
  open: boolean;
  onClose: () => void;
  attached: readonly DocumentLine[];
  library: boolean;
  onChoose: (wanted: Wanted) => void;
};

/** Everything one has, to choose from. */
export function LibraryDialog(props: LibraryDialogProps) {
  const t = useTranslations("chat.documents");
  const { open, onClose } = props;
  // A new one at each opening: it begins with what is attached now.
  if (!open) return <Dialog open={false} onClose={onClose} title={t("chooseLabel")} />;
  return <OpenDialog {...props} />;
}

/** Rows that are drawn at once; searching is quicker than scrolling through more. */
const SHOWN = 100;

function OpenDialog({ onClose, attached, library, onChoose }: LibraryDialogProps) {
  const t = useTranslations("chat.documents");
  const { documents: actions, signedOut } = useWorkspace();
  const [lines, setLines] = useState<readonly DocumentLine[] | "loading" | "failed">("loading");
  const [words, setWords] = useState("");
  const [whole, setWhole] = useState(library);
  const [ids, setIds] = useState<ReadonlySet<string>>(() => new Set(attached.map(({ id }) => id)));

  const read = useLatest(async () => {
    setLines("loading");
    const answer = await actions.library({}).catch(() => null);
    if (answer?.ok === false && answer.error === "signed-out") signedOut();
    setLines(answer?.ok === true ? answer.value : "failed");
  });
  useEffect(() => void read(), [read]);

  const toggle = (id: string, wanted: boolean) => {
    const now = new Set(ids);
    if (wanted) now.add(id);
    else now.delete(id);
    setIds(now);
  };
  const found = typeof lines === "string" ? [] : foundDocuments(lines, words);
  const tooMany = ids.size > MOST_ATTACHED;
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("chooseLabel")}
      footer={
        <>
          <Button onClick={onClose}>{t("cancelChoice")}</Button>
          <Button variant="primary" disabled={tooMany} onClick={() => onChoose(wantedOf(attached, ids, whole))}>
            {whole ? t("useLibrary") : t("use", { count: ids.size })}
          </Button>
        </>
      }
    >
      <CheckboxField
        role="switch"
        label={t("whole")}
        hint={t("wholeHint")}
        checked={whole}
        onChange={(event) => setWhole(event.target.checked)}
      />
      <TextField
        className="mt-4"
        label={t("search")}
        labelHidden
        placeholder={t("search")}
        type="search"
        autoComplete="off"
        data-autofocus
        value={words}
        onChange={(event) => setWords(event.target.value)}
        error={tooMany ? t("tooMany", { most: MOST_ATTACHED }) : undefined}
      />
      <div className="mt-2 h-72 overflow-y-auto">
        {lines === "loading" && (
          <Loading label={t("loading")}>
            <SkeletonRows rows={7} />
          </Loading>
        )}
        {lines === "failed" && (
          <p role="alert" className="py-6 text-center text-critical">
            {t("notLoaded")}{" "}
            <Button size="sm" onClick={() => void read()}>
              {t("retry")}
            </Button>
          </p>
        )}
        {typeof lines !== "string" && found.length === 0 && (
          <p className="py-6 text-center text-muted">{t(lines.length === 0 ? "empty" : "nothingFound")}</p>
        )}
        {found.length > 0 && (
          <fieldset>
            <legend className="sr-only">{t("chooseLabel")}</legend>
            {found.slice(0, SHOWN).map((document) => (
              <LibraryRow
                key={document.id}
                document={document}
                checked={ids.has(document.id)}
                onChange={(wanted) => toggle(document.id, wanted)}
              />
            ))}
          </fieldset>
        )}
        {found.length > SHOWN && (
          <p className="py-2 text-sm text-muted">{t("more", { count: found.length - SHOWN })}</p>
        )}
      </div>
    </Dialog>
  );
}

type LibraryRowProps = { document: DocumentLine; checked: boolean; onChange: (wanted: boolean) => void };

function LibraryRow({ document: { name, state, label }, checked, onChange }: LibraryRowProps) {
  const t = useTranslations("chat");
  const closed = state === "failed" || state === "quarantined" || state === "destroyed";
  return (
    <CheckboxField
      className="border-b border-border py-1.5"
      checked={checked}
      // What holds nothing to quote can be taken out, but not chosen.
      disabled={closed && !checked}
      onChange={(event) => onChange(event.target.checked)}
      label={
        <span className="flex flex-wrap gap-x-2">
          <span className="wrap-anywhere">{name}</span>
          <span className="text-muted">
            {t(`label.${label}`)}
            {state !== "ready" && ` · ${t(`documents.state.${state}`)}`}
          </span>
        </span>
      }
    />
  );
}
