"use client";

import { type FormEvent, useId } from "react";
import { useTranslations } from "use-intl/react";
import type { DocumentLine } from "#lib/documents/schema.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import type { DocumentDoors } from "./document-table.tsx";
import { useFileRefusal } from "./use-file-refusal.ts";

type RenameDocumentProps = {
  document: Pick<DocumentLine, "id" | "name">;
  edit: DocumentDoors["edit"];
  onClose: () => void;
};

/** The ending says what the content is, and stays. */
export function RenameDocument({ document: { id, name }, edit, onClose }: RenameDocumentProps) {
  const t = useTranslations("documents.rename");
  const u = useTranslations("ui");
  const refusal = useFileRefusal();
  const door = useDoor(edit);
  const form = useId();
  const dot = name.lastIndexOf(".");
  const ending = name.slice(dot + 1);
  const rename = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget).get("name");
    const answer = await door.run({ documentId: id, name: `${given}.${ending}` });
    if (answer.ok) onClose();
  };
  const footer = (
    <>
      <Button onClick={onClose}>{u("cancel")}</Button>
      <Button variant="primary" type="submit" form={form} pending={door.pending}>
        {t("do")}
      </Button>
    </>
  );
  return (
    <Dialog open onClose={onClose} title={t("title", { name })} footer={footer}>
      <form id={form} onSubmit={rename} className="flex flex-col gap-3">
        <TextField
          label={t("field")}
          hint={t("hint", { ending })}
          name="name"
          defaultValue={name.slice(0, dot)}
          required
          maxLength={190}
          autoComplete="off"
        />
        <RefusalMessage
          state={door.state}
          back="/documents"
          say={({ error }) => (error === "invalid-input" ? refusal("name-unusable") : null)}
        />
      </form>
    </Dialog>
  );
}
