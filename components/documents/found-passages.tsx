"use client";

import Link from "next/link";
import { useTranslations } from "use-intl/react";
import type { FoundPassage } from "#lib/documents/index/retrieve.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Card, Section } from "../ui/page.tsx";
import { excerptOf } from "./passage-parts.ts";

type FoundPassagesProps = {
  q: string;
  found: readonly FoundPassage[];
  /** Documents whose name has what was looked for. */
  names: readonly { id: string; name: string }[];
  /** Within one document, whose name need not be said again. */
  one?: boolean | undefined;
};

/** What a search found: the passage, what of it answers, and the way to it. */
export function FoundPassages({ q, found, names, one = false }: FoundPassagesProps) {
  const t = useTranslations("documents.search");
  const title = `${t("results", { count: found.length })} ${t("for", { q })}`;
  return (
    <Section title={title}>
      {names.length > 0 && (
        <p className="text-sm">
          {t("names", { count: names.length })}:{" "}
          {names.map(({ id, name }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <Link href={`/documents/${id}`} prefetch={false} className="break-words">
                {name}
              </Link>
            </span>
          ))}
        </p>
      )}
      <Card padded={false}>
        {found.length === 0 ? (
          <EmptyState title={t("nothing")} icon="search">
            {t("nothingText")}
          </EmptyState>
        ) : (
          <ol className="divide-y divide-border">
            {found.map((passage) => (
              <Found key={`${passage.documentId} ${passage.ordinal}`} passage={passage} one={one} />
            ))}
          </ol>
        )}
      </Card>
    </Section>
  );
}

function Found({ passage, one }: { passage: FoundPassage; one: boolean }) {
  const t = useTranslations("documents");
  const { documentId, documentName, ordinal, page, heading, text, start, quotation } = passage;
  const excerpt = excerptOf(text, { start: quotation.start - start, end: quotation.end - start });
  const query = new URLSearchParams({
    ...{ passage: `${ordinal}`, start: `${quotation.start}`, end: `${quotation.end}` },
  });
  const where = [page === null ? null : t("reader.page", { page }), heading].filter((word) => word !== null);
  const first = one ? (where.shift() ?? t("reader.passage", { number: ordinal + 1 })) : documentName;
  return (
    <li className="flex flex-col gap-1 px-4 py-3">
      <p className="flex flex-wrap gap-x-2 text-sm text-muted">
        <Link
          href={`/documents/${documentId}?${query}#p-${ordinal}`}
          prefetch={false}
          className="font-medium break-words"
        >
          {first}
        </Link>
        {where.map((word) => (
          <span key={word} className="break-words">
            {word}
          </span>
        ))}
      </p>
      <blockquote className="max-w-prose break-words whitespace-pre-line">
        {excerpt.cutBefore && "… "}
        {excerpt.before}
        <mark className="rounded-sm bg-accent-soft px-0.5 text-text">{excerpt.quotation}</mark>
        {excerpt.after}
        {excerpt.cutAfter && " …"}
      </blockquote>
    </li>
  );
}
