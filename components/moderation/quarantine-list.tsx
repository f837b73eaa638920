"use client";

import { useTranslations } from "use-intl/react";
import type { QuarantinedLine } from "#lib/documents/schema.ts";
import { useSize } from "../documents/use-size.ts";
import type { FormDoor } from "../site/form-door.ts";
import { Badge } from "../ui/badge.tsx";
import { DescriptionList } from "../ui/description-list.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Card } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";
import { DecideForm } from "./decide-form.tsx";

/** `deciding`: whether the person who looks may decide, and why not where they may not. */
export type WaitingFile = Omit<QuarantinedLine, "ownerId"> & { deciding: "open" | "own" | "not-allowed" };

export function QuarantineList({ files, decide }: { files: readonly WaitingFile[]; decide: FormDoor }) {
  const t = useTranslations("moderation.quarantine");
  if (files.length === 0)
    return (
      <Card padded={false}>
        <EmptyState title={t("none")} icon="shield">
          {t("noneText")}
        </EmptyState>
      </Card>
    );
  return (
    <ul aria-label={t("list")} className="flex flex-col gap-4">
      {files.map((file) => (
        <Card key={file.id} as="li" className="flex flex-col gap-4">
          <FileFacts file={file} />
          {file.deciding === "open" ? (
            <DecideForm documentId={file.id} name={file.name} action={decide} />
          ) : (
            <p className="text-muted">{t(file.deciding === "own" ? "yours" : "onlyList")}</p>
          )}
        </Card>
      ))}
    </ul>
  );
}

function FileFacts({ file: { name, kind, size, owner, signature, scanner, scannedAt } }: { file: WaitingFile }) {
  const t = useTranslations("moderation.quarantine");
  const sizeOf = useSize();
  return (
    <div>
      <h2 className="flex flex-wrap items-center gap-2 text-lg font-medium">
        <span className="min-w-0 break-words">{name}</span>
        <Badge>{t(`kinds.${kind}`)}</Badge>
      </h2>
      <DescriptionList
        items={[
          { term: t("found"), detail: <Finding scanner={scanner} signature={signature} /> },
          {
            term: t("by"),
            detail: (
              <>
                {scanner !== null && t(`scanner.${scanner}`)}
                {scannedAt !== null && (
                  <>
                    , <Time value={scannedAt} format="minute" />
                  </>
                )}
              </>
            ),
          },
          { term: t("owner"), detail: owner },
          { term: t("size"), detail: <span className="figures">{sizeOf(size)}</span> },
        ]}
      />
    </div>
  );
}

/** Our own checks have codes, each with a sentence; what ClamAV calls it stays as it is, to be looked up. */
function Finding({ scanner, signature }: Pick<WaitingFile, "scanner" | "signature">) {
  const t = useTranslations("moderation.quarantine");
  if (signature === null) return null;
  const own = `finding.${signature}` as "finding.eicar";
  const isOurs = scanner === "built-in" || signature === "too-large";
  return isOurs && t.has(own) ? t(own) : t.rich("signature", { signature: () => <code>{signature}</code> });
}
