import type { Metadata } from "next";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Card, PageHeader } from "#components/ui/page.tsx";
import { requirePermission } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("moderation"))("title") };
}

export default async function ModerationPage() {
  await requirePermission("moderation.open", "/moderation");
  const t = await translator("moderation");
  return (
    <>
      <PageHeader title={t("title")} />
      <Card padded={false}>
        <EmptyState title={t("empty")} icon="flag" action={<LinkButton href="/chat">{t("back")}</LinkButton>}>
          {t("text")}
        </EmptyState>
      </Card>
    </>
  );
}
