import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { ModerationTabs } from "#components/moderation/moderation-tabs.tsx";
import { SkipLink } from "#components/site/skip-link.tsx";
import { Translations } from "#components/translations.tsx";
import { Page } from "#components/ui/page.tsx";
import { openEntries, requirePerson } from "#lib/http/context.ts";
import { moderationPermissions } from "#lib/http/doors.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import { StaffHeader } from "../staff-header.tsx";

/** The second lock after the middleware; every page and use case below asks again, for its own permission. */
export default async function ModerationLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePerson("/moderation");
  const open = openEntries(ctx).filter((permission) => moderationPermissions.includes(permission));
  if (open.length === 0) notFound();
  const [language, messages, t] = await Promise.all([
    currentLanguage(),
    pickMessages("moderation", "errors", "ui"),
    translator("site"),
  ]);
  return (
    <Translations language={language} messages={messages}>
      <SkipLink>{t("skip")}</SkipLink>
      <StaffHeader ctx={ctx} place="moderation" />
      <main id="content">
        <Page>
          <ModerationTabs open={open} />
          {children}
        </Page>
      </main>
    </Translations>
  );
}
