"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useEffect } from "react";
import { useTranslations } from "use-intl/react";
import type { DocumentLine, DocumentText } from "#lib/documents/schema.ts";
import { useStates } from "../chat/use-states.ts";
import { Pager } from "../security/pager.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Card, PageHeader } from "../ui/page.tsx";
import { mayDownload } from "./may-download.ts";
import { Passage } from "./passage.tsx";
import { StateWords } from "./state-words.tsx";
import { useSize } from "./use-size.ts";

type DocumentReaderProps = {
  document: DocumentLine;
  passages: DocumentText;
  /** Where the parts before and after this one begin. */
  before: number | null;
  after: number | null;
  /** The passage that somebody was sent to, and what of it was quoted, in offsets of the whole text. */
  cited: number | null;
  mark: { start: number; end: number } | null;
  search: ReactNode;
};

/** The text as it was read, with its pages and headings; the passage that an answer quotes stands out. */
export function DocumentReader({ document, passages, before, after, cited, mark, search }: DocumentReaderProps) {
  const t = useTranslations("documents");
  const router = useRouter();
  const { id, name } = document;
  useStates([document], () => router.refresh());
  useArrival(id, cited);
  const first = passages[0]?.ordinal ?? 0;
  const part = (from: number) => `/documents/${id}?from=${from}`;
  const total = after === null ? first + passages.length : null;
  return (
    <>
      <PageHeader
        title={<span className="break-words">{name}</span>}
        above={
          <Link href="/documents" prefetch={false}>
            {t("reader.back")}
          </Link>
        }
        actions={
          mayDownload(document) && (
            <LinkButton href={`/api/documents/${id}/file`} icon="download" download>
              {t("list.download")}
            </LinkButton>
          )
        }
      />
      <div className="flex flex-col gap-1">
        <StateWords document={document} />
        <Figures document={document} />
      </div>
      {passages.length === 0 ? (
        <Card padded={false}>
          <EmptyState title={t("reader.notReady")} icon="document" />
        </Card>
      ) : (
        <>
          {search}
          <article aria-label={t("reader.text")}>
            <Card className="wide:px-8 wide:py-6">
              <p className="mb-4 text-sm text-muted">{t("reader.asRead")}</p>
              <div className="prose">
                {passages.map((passage, index) => (
                  <Passage
                    key={passage.ordinal}
                    passage={passage}
                    page={passage.page === passages[index - 1]?.page ? null : passage.page}
                    cited={passage.ordinal === cited}
                    mark={mark}
                  />
                ))}
              </div>
            </Card>
          </article>
          {(before !== null || after !== null) && (
            <Pager
              label={t("reader.pager")}
              range={t(total === null ? "reader.rangeOpen" : "reader.range", {
                ...{ from: first + 1, to: first + passages.length, count: total ?? 0 },
              })}
              previous={before === null ? null : { href: part(before), label: t("reader.earlier") }}
              next={after === null ? null : { href: part(after), label: t("reader.later") }}
            />
          )}
        </>
      )}
    </>
  );
}

function Figures({ document: { size, pages, label, usedIn } }: { document: DocumentLine }) {
  const t = useTranslations("documents");
  const words = useSize();
  return (
    <p className="flex flex-wrap gap-x-3 text-sm text-muted figures">
      <span>{t(`label.${label}`)}</span>
      <span>{words(size)}</span>
      {pages !== null && <span>{t("list.pageCount", { count: pages })}</span>}
      {usedIn > 0 && <span>{t("list.usedInCount", { count: usedIn })}</span>}
    </p>
  );
}

/** Goes to the passage that was asked for. A fragment alone may name one that is in another part of the document. */
function useArrival(id: string, cited: number | null): void {
  const router = useRouter();
  useEffect(() => {
    const named = /^#p-(\d{1,5})$/.exec(window.location.hash)?.[1];
    const wanted = named ?? (cited === null ? undefined : `${cited}`);
    if (wanted === undefined) return;
    const passage = window.document.getElementById(`p-${wanted}`);
    if (passage === null) {
      if (named !== undefined && named !== `${cited}`) router.replace(`/documents/${id}?passage=${named}#p-${named}`);
      return;
    }
    passage.scrollIntoView({ block: "center" });
    passage.focus({ preventScroll: true });
  }, [id, cited, router]);
}
