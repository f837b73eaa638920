import type { ReactNode } from "react";
import { SkipLink } from "#components/site/skip-link.tsx";
import { Translations } from "#components/translations.tsx";
import { Page } from "#components/ui/page.tsx";
import { requireRole } from "#lib/http/context.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import { StaffHeader } from "../staff-header.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

/** The second lock after the middleware; every page and use case below asks again. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const ctx = await requireRole("admin", "/admin/events");
  const [language, messages, t] = await Promise.all([
    currentLanguage(),
    pickMessages("admin", "errors", "models", "ui"),
    translator("site"),
  ]);
  return (
    <Translations language={language} messages={messages}>
      <SkipLink>{t("skip")}</SkipLink>
      <StaffHeader person={ctx.actor} place="administration" />
      <main id="content">
        <Page width="full">
          <AdminTabs />
          {children}
        </Page>
      </main>
    </Translations>
  );
}
