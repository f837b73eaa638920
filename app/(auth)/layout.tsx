import type { ReactNode } from "react";
import { Wordmark } from "#components/site/wordmark.tsx";
import { Translations } from "#components/translations.tsx";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages } from "#lib/http/translate.ts";
import { SiteFooter } from "../site-footer.tsx";

export default async function AuthLayout({ children }: { children: ReactNode }) {
  const [language, messages] = await Promise.all([
    currentLanguage(),
    pickMessages("account", "errors", "recovery", "ui"),
  ]);
  return (
    <Translations language={language} messages={messages}>
      <div className="flex min-h-dvh flex-col">
        <header className="mx-auto w-full max-w-sm px-4 pt-10 wide:pt-[12dvh]">
          <Wordmark />
        </header>
        <main id="content" className="mx-auto flex w-full max-w-sm flex-1 flex-col gap-5 px-4 pt-8 pb-12">
          {children}
        </main>
        <SiteFooter />
      </div>
    </Translations>
  );
}
