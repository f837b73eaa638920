import type { ReactNode } from "react";
import { Translations } from "#components/translations.tsx";
import { Page } from "#components/ui/page.tsx";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages } from "#lib/http/translate.ts";

export default async function DocumentsLayout({ children }: { children: ReactNode }) {
  const [language, messages] = await Promise.all([currentLanguage(), pickMessages("documents", "errors", "ui")]);
  return (
    <Translations language={language} messages={messages}>
      <main id="content" className="min-w-0 flex-1">
        <Page>{children}</Page>
      </main>
    </Translations>
  );
}
