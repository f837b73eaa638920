import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { currentLanguage } from "#lib/http/preferences.ts";
import { translator } from "#lib/http/translate.ts";
import { listHelpPages } from "#lib/models/librarian/help.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("site"))("help.title") };
}

export default async function HelpPage() {
  const [t, language] = await Promise.all([translator("site"), currentLanguage()]);
  const pages = listHelpPages(language);
  return (
    <>
      <h1 className="text-2xl font-medium">{t("help.title")}</h1>
      <p className="mt-1 text-muted">{t("help.text")}</p>
      {pages.length === 0 ? (
        <EmptyState title={t("help.empty")} icon="book">
          {t("help.emptyText")}
        </EmptyState>
      ) : (
        <ul className="mt-6 grid gap-x-8 gap-y-6 sm:grid-cols-2">
          {pages.map(({ slug, title, sections }) => (
            <li key={slug}>
              <h2 className="text-lg font-medium">
                <a href={`/help/${slug}`}>{title}</a>
              </h2>
              <p className="mt-1 text-muted">{sections.map(({ heading }) => heading).join(" · ")}</p>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
