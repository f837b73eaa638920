"use client";

import { useTranslations } from "use-intl/react";
import { Button } from "../ui/button.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import type { ImportAnswer } from "./import-people.tsx";
import { linksCsv } from "./links-csv.ts";

type ImportedLinksProps = { answer: ImportAnswer; onAnother: () => void };

/** What an import did, and its links to save: this once. */
export function ImportedLinks({ answer, onAnother }: ImportedLinksProps) {
  const t = useTranslations("admin.people.import");
  const { lines, links } = answer;
  const changed = lines.filter(({ outcome }) => outcome === "change-role").length;
  const save = () => {
    const url = URL.createObjectURL(new Blob([linksCsv(links)], { type: "text/csv;charset=utf-8" }));
    const anchor = Object.assign(document.createElement("a"), { href: url, download: "invitations.csv" });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <FormMessage tone="success" title={t("done")} className="w-full">
        {t("doneText", { invited: links.length, changed })}
      </FormMessage>
      {links.length > 0 && (
        <>
          <p>{t("links")}</p>
          <Button variant="primary" icon="download" onClick={save}>
            {t("download")}
          </Button>
        </>
      )}
      <Button onClick={onAnother}>{t("another")}</Button>
    </div>
  );
}
