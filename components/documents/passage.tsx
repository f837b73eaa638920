"use client";

import { useTranslations } from "use-intl/react";
import type { DocumentText } from "#lib/documents/schema.ts";
import { classNames } from "../ui/class-names.ts";
import { type Piece, passageParts } from "./passage-parts.ts";

type PassageProps = {
  passage: DocumentText[number];
  /** The page that begins with it, if one does. */
  page: number | null;
  cited: boolean;
  mark: { start: number; end: number } | null;
};

/** One passage, with an anchor of its own: also a mere fragment makes it stand out. */
export function Passage({ passage: { ordinal, text, start, headings }, page, cited, mark }: PassageProps) {
  const t = useTranslations("documents.reader");
  const own = cited && mark !== null ? { start: mark.start - start, end: mark.end - start } : null;
  return (
    <div
      id={`p-${ordinal}`}
      tabIndex={-1}
      className={classNames(
        "-mx-3 flex flex-col gap-3 scroll-mt-24 rounded-md border-s-4 px-3 outline-offset-4 target:border-accent target:bg-accent-soft",
        cited ? "border-accent bg-accent-soft" : "border-transparent",
      )}
    >
      {page !== null && <p className="pt-1 text-xs text-muted figures">{t("page", { page })}</p>}
      {cited && <p className="sr-only">{t("cited")}</p>}
      {passageParts(text, headings, own).map(({ at, isHeading, pieces }) =>
        isHeading ? (
          <h2 key={at}>
            <Pieces pieces={pieces} />
          </h2>
        ) : (
          <p key={at} className="whitespace-pre-line">
            <Pieces pieces={pieces} />
          </p>
        ),
      )}
    </div>
  );
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map(({ at, text, marked }) =>
    marked ? (
      <mark key={at} className="rounded-sm bg-accent px-0.5 text-on-accent">
        {text}
      </mark>
    ) : (
      text
    ),
  );
}
