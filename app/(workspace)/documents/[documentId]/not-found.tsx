import type { Metadata } from "next";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page.tsx";
import { translator } from "#lib/http/translate.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("documents"))("missing.title") };
}

/** Deleted, never there, and somebody else's look the same. */
export default async function DocumentNotFound() {
  const t = await translator("documents");
  return (
    <div className="flex flex-col items-start gap-4">
      <PageHeader title={t("missing.title")} description={t("missing.text")} />
      <LinkButton href="/documents" variant="primary">
        {t("missing.back")}
      </LinkButton>
    </div>
  );
}
