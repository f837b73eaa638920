import type { ReactNode } from "react";
import { SkipLink } from "#components/site/skip-link.tsx";
import { Wordmark } from "#components/site/wordmark.tsx";
import { Translations } from "#components/translations.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { currentCtx, isPerson } from "#lib/http/context.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import { SiteFooter } from "../site-footer.tsx";

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const [language, messages, t, ctx] = await Promise.all([
    currentLanguage(),
    pickMessages("markdown", "ui"),
    translator("site"),
    currentCtx(),
  ]);
  const [href, name] = isPerson(ctx) ? ["/chat", t("nav.chat")] : ["/sign-in", t("nav.signIn")];
  return (
    <Translations language={language} messages={messages}>
      <SkipLink>{t("skip")}</SkipLink>
      <div className="flex min-h-dvh flex-col">
        <header className="mx-auto flex w-full max-w-5xl items-center justify-between gap-4 px-4 py-4 wide:px-8">
          <Wordmark />
          <nav aria-label={t("nav.label")} className="flex items-center gap-2">
            <LinkButton href="/help" variant="quiet">
              {t("nav.help")}
            </LinkButton>
            <LinkButton href={href}>{name}</LinkButton>
          </nav>
        </header>
        <main id="content" className="mx-auto flex w-full max-w-5xl flex-1 flex-col px-4 pt-6 pb-16 wide:px-8">
          {children}
        </main>
        <SiteFooter />
      </div>
    </Translations>
  );
}
