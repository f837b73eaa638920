import type { Metadata } from "next";
import { SkipLink } from "#components/site/skip-link.tsx";
import { Translations } from "#components/translations.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Card, Page, PageHeader } from "#components/ui/page.tsx";
import { requirePermission } from "#lib/http/context.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import { StaffHeader } from "../staff-header.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("site"))("moderation.title") };
}

export default async function ModerationPage() {
  const ctx = await requirePermission("moderation.open", "/moderation");
  const [language, messages, t] = await Promise.all([currentLanguage(), pickMessages("ui"), translator("site")]);
  return (
    <Translations language={language} messages={messages}>
      <SkipLink>{t("skip")}</SkipLink>
      <StaffHeader ctx={ctx} place="moderation" />
      <main id="content">
        <Page>
          <PageHeader title={t("moderation.title")} />
          <Card padded={false}>
            <EmptyState
              title={t("moderation.empty")}
              icon="flag"
              action={<LinkButton href="/chat">{t("moderation.back")}</LinkButton>}
            >
              {t("moderation.text")}
            </EmptyState>
          </Card>
        </Page>
      </main>
    </Translations>
  );
}
