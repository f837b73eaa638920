import { notFound } from "next/navigation";
import { z } from "zod";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { type Column, DataTable } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { lookThroughGlass } from "#lib/access/look-through-glass.ts";
import { listConversations } from "#lib/chat/queries.ts";
import { ConversationCursor, type ConversationLine } from "#lib/chat/schema.ts";
import { translator } from "#lib/http/translate.ts";
import type { PersonCtx } from "#lib/platform/context.ts";

const Query = z.object({ archived: z.literal("1").optional(), before: ConversationCursor.optional() });

type Props = {
  ctx: PersonCtx;
  owner: { id: string };
  query: Record<string, string | string[] | undefined>;
};

/** The titles of somebody's conversations. Reading them is a look through the glass, and an event. */
export async function ReadableConversations({ ctx, owner, query }: Props) {
  const parsed = Query.safeParse(query);
  const { archived, before } = parsed.success ? parsed.data : {};
  if (!(await lookThroughGlass(ctx, { ownerId: owner.id, conversationId: null })).ok) notFound();
  const inArchive = archived === "1";
  const [t, page] = await Promise.all([
    translator("admin"),
    listConversations(ctx.db, owner.id, { archived: inArchive, before: before ?? null }),
  ]);
  const here = `/admin/users/${owner.id}/conversations`;
  const older = new URLSearchParams({ ...(inArchive && { archived: "1" }), before: page.next ?? "" });
  const columns: Column<ConversationLine>[] = [
    {
      key: "title",
      header: t("people.glass.conversation"),
      rowHeader: true,
      className: "min-w-60",
      cell: ({ id, title }) => <a href={`${here}/${id}`}>{title}</a>,
    },
    {
      key: "active",
      header: t("people.glass.active"),
      nowrap: true,
      cell: ({ activeAt }) => <Time value={activeAt} format="minute" />,
    },
    {
      key: "state",
      header: t("users.state"),
      nowrap: true,
      cell: (line) => line.archived && <Badge>{t("people.glass.archived")}</Badge>,
    },
  ];
  return (
    <div className="flex flex-col gap-2">
      <DataTable
        caption={t("people.glass.list")}
        captionHidden
        columns={columns}
        rows={page.lines}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={t("people.glass.none")} icon="message">
            {t("people.glass.noneText")}
          </EmptyState>
        }
      />
      <div className="flex flex-wrap gap-2">
        {page.next !== null && (
          <LinkButton href={`${here}?${older}`} size="sm">
            {t("people.glass.older")}
          </LinkButton>
        )}
        <LinkButton href={inArchive ? here : `${here}?archived=1`} size="sm" variant="quiet">
          {t(inArchive ? "people.glass.notArchived" : "people.glass.inArchive")}
        </LinkButton>
      </div>
    </div>
  );
}
