import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BreakGlassForm } from "#components/security/break-glass-form.tsx";
import { CloseGlass } from "#components/security/close-glass.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { Card, PageHeader, Section } from "#components/ui/page.tsx";
import { type Column, DataTable } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { denial } from "#lib/access/policy.ts";
import { type BrokenGlass, listBrokenGlass } from "#lib/access/queries.ts";
import { translator } from "#lib/http/translate.ts";
import { BREAK_GLASS } from "#lib/identity/numbers.ts";
import { breakGlass, closeGlass } from "../../actions.ts";
import { personOfPage } from "../find.ts";
import { GlassNotice } from "./broken-glass.tsx";
import { ReadableConversations } from "./readable-conversations.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("people.person.conversations") };
}

type Props = {
  params: Promise<{ accountId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function ConversationsOfPersonPage({ params, searchParams }: Props) {
  const { ctx, person } = await personOfPage((await params).accountId, "/conversations");
  if (denial(ctx.actor, "glass.break", {}, ctx.now) === "not-allowed") notFound();
  const [t, holders] = await Promise.all([translator("admin"), listBrokenGlass(ctx.db, person.id, ctx.now)]);
  const back = `/admin/users/${person.id}/conversations`;
  const mine = holders.find(({ holder }) => holder.id === ctx.actor.id);
  const isOwn = person.id === ctx.actor.id;

  const columns: Column<BrokenGlass>[] = [
    { key: "who", header: t("people.glass.holder"), rowHeader: true, cell: ({ holder }) => holder.name },
    {
      key: "reason",
      header: t("people.glass.reason"),
      className: "min-w-60",
      cell: ({ reason }) => <span className="wrap-anywhere whitespace-pre-wrap">{reason}</span>,
    },
    {
      key: "until",
      header: t("people.glass.until"),
      nowrap: true,
      cell: ({ expiresAt }) => <Time value={expiresAt} format="minute" />,
    },
    {
      key: "close",
      header: t("people.glass.close"),
      nowrap: true,
      cell: ({ id }) => <CloseGlass glassId={id} label={t("people.glass.close")} back={back} close={closeGlass} />,
    },
  ];
  return (
    <div className="flex max-w-4xl flex-col gap-6">
      <PageHeader
        above={<a href={`/admin/users/${person.id}`}>{person.name}</a>}
        title={t("people.glass.title", { name: person.name })}
      />
      {isOwn && (
        <Card>
          <EmptyState
            title={t("people.glass.own")}
            action={<LinkButton href="/chat">{t("people.glass.toChat")}</LinkButton>}
          />
        </Card>
      )}
      {!isOwn && mine === undefined && (
        <Section
          title={t("people.glass.whole")}
          description={t("people.glass.wholeText", { name: person.name, minutes: BREAK_GLASS / 60_000 })}
        >
          <Card className="flex flex-col gap-3">
            <p>{t("people.glass.told", { name: person.name })}</p>
            <BreakGlassForm ownerId={person.id} action={breakGlass} />
          </Card>
        </Section>
      )}
      {!isOwn && mine !== undefined && (
        <>
          <GlassNotice glass={mine} back={back} />
          <ReadableConversations ctx={ctx} owner={person} query={await searchParams} />
        </>
      )}
      {holders.length > 0 && (
        <Section title={t("people.glass.holders")}>
          <DataTable
            caption={t("people.glass.holders")}
            captionHidden
            columns={columns}
            rows={holders}
            rowKey={({ id }) => id}
          />
        </Section>
      )}
    </div>
  );
}
