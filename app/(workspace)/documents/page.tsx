import type { Metadata } from "next";
import { DocumentTable } from "#components/documents/document-table.tsx";
import { FoundPassages } from "#components/documents/found-passages.tsx";
import { SearchForm } from "#components/documents/search-form.tsx";
import { Uploads } from "#components/documents/uploads.tsx";
import { PageHeader } from "#components/ui/page.tsx";
import { listDocuments } from "#lib/documents/queries.ts";
import { searchDocuments } from "#lib/documents/read-library.ts";
import { SearchDocuments } from "#lib/documents/schema.ts";
import { requirePerson } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { edit, remove, upload } from "./actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("documents"))("title") };
}

type Props = { searchParams: Promise<{ q?: string | string[]; from?: string | string[] }> };

/** Documents that one page of the list shows. */
const ROWS = 50;

export default async function LibraryPage({ searchParams }: Props) {
  const ctx = await requirePerson("/documents");
  const { q, from } = await searchParams;
  const search = SearchDocuments.safeParse({ q });
  const [t, documents, found] = await Promise.all([
    translator("documents"),
    listDocuments(ctx.db, ctx.actor.id),
    search.success ? searchDocuments(ctx, search.data) : null,
  ]);
  const begin = Math.min(Math.max(0, Math.floor(Number(from) / ROWS) * ROWS || 0), documents.length);
  return (
    <>
      <PageHeader title={t("title")} description={t("text")} />
      <Uploads upload={upload} />
      {documents.length > 0 && <SearchForm action="/documents" q={search.success ? search.data.q : null} />}
      {search.success && found?.ok && (
        <FoundPassages q={search.data.q} found={found.value} names={namesWith(documents, search.data.q)} />
      )}
      <DocumentTable
        documents={documents.slice(begin, begin + ROWS)}
        from={begin}
        count={documents.length}
        rows={ROWS}
        doors={{ edit, remove }}
      />
    </>
  );
}

const NAMES = 10;

/** Documents whose name itself has what is looked for. */
function namesWith(documents: readonly { id: string; name: string }[], q: string) {
  const plain = (text: string) => text.normalize("NFKC").toLowerCase();
  return documents
    .filter(({ name }) => plain(name).includes(plain(q)))
    .slice(0, NAMES)
    .map(({ id, name }) => ({ id, name }));
}
