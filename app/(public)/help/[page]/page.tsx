import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Markdown } from "#components/markdown/markdown.tsx";
import { currentLanguage } from "#lib/http/preferences.ts";
import { translator } from "#lib/http/translate.ts";
import { readHelpPage } from "#lib/models/librarian/help.ts";

type Props = { params: Promise<{ page: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: readHelpPage(await currentLanguage(), (await params).page)?.title ?? null };
}

/** Each section carries the id that citations lead to. */
export default async function HelpArticlePage({ params }: Props) {
  const [{ page: slug }, t, language] = await Promise.all([params, translator("site"), currentLanguage()]);
  const page = readHelpPage(language, slug);
  if (page === null) notFound();
  const introduction = (page.markdown.split(/^## /m)[0] ?? "").replace(/^# .*$/m, "").trim();
  return (
    <>
      <p className="text-sm">
        <a href="/help">{t("help.back")}</a>
      </p>
      <article className="mt-3 flex max-w-prose flex-col gap-7">
        <h1 className="text-2xl font-medium">{page.title}</h1>
        {introduction !== "" && <Markdown text={introduction} headingOffset={0} />}
        {page.sections.map((section) => (
          <section key={section.slug} id={section.slug} className="scroll-mt-6">
            <h2 className="mb-2 text-xl font-medium">{section.heading}</h2>
            <Markdown text={section.markdown} headingOffset={0} />
          </section>
        ))}
      </article>
    </>
  );
}
