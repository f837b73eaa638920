import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { SkipLink } from "#components/site/skip-link.tsx";
import { Translations } from "#components/translations.tsx";
import { Page } from "#components/ui/page.tsx";
import { openEntries, requirePerson } from "#lib/http/context.ts";
import { moderationPermissions } from "#lib/http/doors.ts";
import { currentLanguage } from "#lib/http/preferences.ts";
import { pickMessages, translator } from "#lib/http/translate.ts";
import { StaffHeader } from "../staff-header.tsx";
import { AdminTabs } from "./admin-tabs.tsx";

/**
 * The second lock after the middleware; every page and use case below asks again, for its own permission: somebody who
 * was lent one of them finds only that page here.
 */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  const ctx = await requirePerson("/admin");
  const open = openEntries(ctx).filter((permission) => !moderationPermissions.includes(permission));
  if (open.length === 0) notFound();
  const [language, messages, t] = await Promise.all([
    currentLanguage(),
    pickMessages("admin", "errors", "models", "recovery", "ui"),
    translator("site"),
  ]);
  return (
    <Translations language={language} messages={messages}>
      <SkipLink>{t("skip")}</SkipLink>
      <StaffHeader ctx={ctx} place="administration" />
      <main id="content">
        <Page width="full">
          <AdminTabs open={open} />
          {children}
        </Page>
      </main>
    </Translations>
  );
}
