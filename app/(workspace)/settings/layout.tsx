import type { ReactNode } from "react";
import { Translations } from "#components/translations.tsx";
import { Page, PageHeader } from "#components/ui/page.tsx";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import { SettingsTabs } from "./settings-tabs.tsx";

export default async function SettingsLayout({ children }: { children: ReactNode }) {
  const [language, messages, t] = await Promise.all([
    currentLanguage(),
    pickMessages("account", "errors", "recovery", "ui"),
    translator("account"),
  ]);
  return (
    <Translations language={language} messages={messages}>
      <main id="content" className="min-w-0 flex-1">
        <Page width="narrow">
          <PageHeader title={t("settings.title")} />
          <SettingsTabs />
          {children}
        </Page>
      </main>
    </Translations>
  );
}
