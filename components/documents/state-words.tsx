"use client";

import { useTranslations } from "use-intl/react";
import type { DocumentLine } from "#lib/documents/schema.ts";
import { Badge, type Tone } from "../ui/badge.tsx";
import { Spinner } from "../ui/spinner.tsx";

const tones: Record<DocumentLine["state"], Tone> = {
  scanning: "info",
  extracting: "info",
  ready: "good",
  failed: "medium",
  quarantined: "high",
  destroyed: "critical",
};

type Stated = Pick<DocumentLine, "state" | "failure" | "scanner" | "signature" | "reason">;

/** How far a document is, who scanned it, and what follows from that. */
export function StateWords({ document }: { document: Stated }) {
  const t = useTranslations("documents");
  const { state, scanner } = document;
  const more = useMore(document);
  const busy = state === "scanning" || state === "extracting";
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm font-normal text-muted">
      <Badge tone={tones[state]}>
        {busy && <Spinner size={12} />}
        {t(`state.${state}`)}
      </Badge>
      {scanner !== null && <span>{t(`scanner.${scanner}`)}</span>}
      {more !== null && <span className="basis-full break-words">{more}</span>}
    </span>
  );
}

function useMore({ state, failure, signature, reason }: Stated): string | null {
  const t = useTranslations("documents");
  if (state === "scanning" || state === "extracting") return t(`stateText.${state}`);
  if (state === "failed")
    return t(failure !== null && t.has(`failure.${failure}`) ? `failure.${failure}` : "failure.other");
  if (state === "quarantined") {
    // A scanner's own name for it stays as it is.
    const found = signature !== null && t.has(`found.${signature}`) ? t(`found.${signature}`) : (signature ?? "–");
    return t("stateText.quarantined", { found });
  }
  if (state === "destroyed") return t("stateText.destroyed", { reason: reason ?? t("stateText.noReason") });
  return reason === null ? null : t("stateText.released", { reason });
}
