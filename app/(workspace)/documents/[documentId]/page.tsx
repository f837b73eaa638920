import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { DocumentReader } from "#components/documents/document-reader.tsx";
import { FoundPassages } from "#components/documents/found-passages.tsx";
import { SearchForm } from "#components/documents/search-form.tsx";
import { readDocument } from "#lib/documents/queries.ts";
import { readPart, searchOneDocument } from "#lib/documents/read-library.ts";
import { OneDocument, ReadPart, SearchOne } from "#lib/documents/schema.ts";
import { currentCtx, isPerson, requirePerson } from "#lib/http/context.ts";

type Props = {
  params: Promise<{ documentId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** One's own document; what is no id, not there, or not one's own is null alike. */
const read = cache(async (documentId: string) => {
  const ctx = await currentCtx();
  if (!isPerson(ctx) || !OneDocument.safeParse({ documentId }).success) return null;
  return readDocument(ctx.db, { documentId, ownerId: ctx.actor.id });
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const document = await read((await params).documentId);
  return document === null ? {} : { title: document.name };
}

export default async function DocumentPage({ params, searchParams }: Props) {
  const { documentId } = await params;
  const ctx = await requirePerson(`/documents/${documentId}`);
  if ((await read(documentId)) === null) notFound();
  const query = await searchParams;
  const asked = ReadPart.parse({ ...query, documentId });
  const search = SearchOne.safeParse({ documentId, q: query.q });
  const [part, found] = await Promise.all([
    readPart(ctx, asked),
    search.success ? searchOneDocument(ctx, search.data) : null,
  ]);
  if (!part.ok) notFound();
  const { passage, start, end } = asked;
  const mark = start === undefined || end === undefined ? null : { start, end };
  return (
    <DocumentReader
      key={`${documentId} ${part.value.passages[0]?.ordinal}`}
      {...part.value}
      cited={passage ?? null}
      mark={mark}
      search={
        <>
          <SearchForm action={`/documents/${documentId}`} q={search.success ? search.data.q : null} one />
          {search.success && found?.ok && <FoundPassages q={search.data.q} found={found.value} names={[]} one />}
        </>
      }
    />
  );
}
