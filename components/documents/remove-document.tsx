"use client";

import { useTranslations } from "use-intl/react";
import type { DocumentLine } from "#lib/documents/schema.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Confirm } from "../ui/confirm.tsx";
import type { DocumentDoors } from "./document-table.tsx";

type RemoveDocumentProps = {
  document: Pick<DocumentLine, "id" | "name" | "usedIn">;
  remove: DocumentDoors["remove"];
  onClose: () => void;
};

export function RemoveDocument({ document: { id, name, usedIn }, remove, onClose }: RemoveDocumentProps) {
  const t = useTranslations("documents.remove");
  const door = useDoor(remove);
  const confirm = async () => {
    // When it is gone its row goes too; a refusal is shown in the dialog.
    const answer = await door.run({ documentId: id });
    if (answer.ok) onClose();
  };
  return (
    <Confirm open onClose={onClose} title={t("title", { name })} confirmLabel={t("do")} onConfirm={confirm}>
      <p>{t("text")}</p>
      {usedIn > 0 && <p>{t("used", { count: usedIn })}</p>}
      <RefusalMessage state={door.state} back="/documents" />
    </Confirm>
  );
}
