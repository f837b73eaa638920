"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Label } from "#lib/access/labels.ts";
import type { DocumentLine } from "#lib/documents/schema.ts";
import { useDoor } from "../site/use-door.ts";
import { Select } from "../ui/input.tsx";
import { useToast } from "../ui/toast.tsx";
import type { DocumentDoors } from "./document-table.tsx";
import { labelList } from "./label-list.ts";
import { useFileRefusal } from "./use-file-refusal.ts";

type LabelChoiceProps = { document: Pick<DocumentLine, "id" | "name" | "label">; edit: DocumentDoors["edit"] };

/** Saves as soon as it is chosen, and goes back where it was when that was refused. */
export function LabelChoice({ document: { id, name, label }, edit }: LabelChoiceProps) {
  const t = useTranslations("documents");
  const toast = useToast();
  const refusal = useFileRefusal();
  const door = useDoor(edit);
  const [chosen, setChosen] = useState<Label | null>(null);
  const choose = async (next: Label) => {
    setChosen(next);
    const answer = await door.run({ documentId: id, label: next });
    setChosen(null);
    if (answer.ok) toast({ message: t("labelSaved", { name, label: t(`label.${next}`) }), tone: "success" });
    else toast({ message: refusal(answer.error), tone: "error" });
  };
  return (
    <Select
      aria-label={t("list.labelOf", { name })}
      value={chosen ?? label}
      disabled={door.pending}
      onChange={(event) => choose(event.target.value as Label)}
      className="min-w-36 wide:max-w-44"
    >
      {labelList.map((each) => (
        <option key={each} value={each}>
          {t(`label.${each}`)}
        </option>
      ))}
    </Select>
  );
}
