import type { Metadata } from "next";
import { InviteForm } from "#components/security/invite-form.tsx";
import { Pager } from "#components/security/pager.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Card, PageHeader, Section } from "#components/ui/page.tsx";
import { type Column, DataTable } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { roles } from "#lib/access/schema.ts";
import { requirePermission } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { type Invitation, listInvitations, listPeople, type PersonRow } from "#lib/identity/queries.ts";
import { readSettings } from "#lib/settings/queries.ts";
import { invitePerson } from "../actions.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("users.title") };
}

const PAGE_ROWS = 50;
const MOST_PAGES = 1_000_000;

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function UsersPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requirePermission("person.list", "/admin/users");
  const page = pageNumber((await searchParams).page);
  const [t, account, { people, total }, invitations, { signUp }] = await Promise.all([
    translator("admin"),
    translator("account"),
    listPeople(ctx.db, { offset: (page - 1) * PAGE_ROWS, limit: PAGE_ROWS }),
    listInvitations(ctx.db, ctx.now),
    readSettings(ctx.db),
  ]);
  const role = (value: PersonRow["role"]) => account(`role.${value}`);

  const peopleColumns: Column<PersonRow>[] = [
    { key: "name", header: t("users.name"), rowHeader: true, cell: ({ name }) => name, className: "min-w-40" },
    { key: "email", header: t("users.email"), cell: ({ email }) => email },
    {
      key: "role",
      header: t("users.role"),
      nowrap: true,
      cell: (person) => <Badge tone={person.role === "user" ? "neutral" : "accent"}>{role(person.role)}</Badge>,
    },
    {
      key: "state",
      header: t("users.state"),
      nowrap: true,
      cell: ({ state }) => (state === "active" ? t("users.active") : <Badge tone="high">{t("users.suspended")}</Badge>),
    },
    {
      key: "since",
      header: t("users.since"),
      nowrap: true,
      cell: ({ createdAt }) => <Time value={createdAt} format="date" />,
    },
    {
      key: "seen",
      header: t("users.seen"),
      nowrap: true,
      cell: ({ lastSeenAt }) => (lastSeenAt === null ? t("users.never") : <Time value={lastSeenAt} />),
    },
    {
      key: "events",
      header: t("users.events"),
      nowrap: true,
      cell: ({ id, name }) => (
        <a href={`/admin/events?actorId=${id}`} aria-label={t("users.eventsOf", { name })}>
          {t("users.events")}
        </a>
      ),
    },
  ];

  const invitationColumns: Column<Invitation>[] = [
    { key: "email", header: t("users.email"), rowHeader: true, cell: ({ email }) => email ?? t("users.anyEmail") },
    { key: "role", header: t("users.role"), nowrap: true, cell: (invitation) => role(invitation.role) },
    { key: "made", header: t("users.made"), nowrap: true, cell: ({ createdAt }) => <Time value={createdAt} /> },
    {
      key: "expires",
      header: t("users.expires"),
      nowrap: true,
      cell: ({ expiresAt }) => <Time value={expiresAt} format="minute" />,
    },
  ];

  const first = (page - 1) * PAGE_ROWS;
  return (
    <>
      <PageHeader title={t("users.title")} description={t("users.text")} />
      <div className="flex flex-col gap-2">
        <DataTable
          caption={t("users.table")}
          captionHidden
          columns={peopleColumns}
          rows={people}
          rowKey={({ id }) => id}
        />
        <Pager
          label={t("users.pages")}
          range={t("users.range", {
            from: Math.min(first + 1, total),
            to: Math.min(first + people.length, total),
            total,
          })}
          previous={page > 1 ? { href: `/admin/users?page=${page - 1}`, label: t("users.previous") } : null}
          next={
            first + people.length < total ? { href: `/admin/users?page=${page + 1}`, label: t("users.next") } : null
          }
        />
        <p className="text-sm text-muted">{t("users.shell")}</p>
      </div>
      <Section className="max-w-4xl" title={t("users.invite")} description={t("users.inviteText")}>
        <Card>
          {signUp === "closed" ? (
            <p>{t.rich("users.inviteClosed", { link: (words) => <a href="/admin/system#sign-up">{words}</a> })}</p>
          ) : (
            <InviteForm action={invitePerson} roles={roles.map((value) => ({ value, label: role(value) }))} />
          )}
        </Card>
      </Section>
      <Section className="max-w-4xl" title={t("users.pending")} description={t("users.pendingText")}>
        <DataTable
          caption={t("users.pendingTable")}
          captionHidden
          columns={invitationColumns}
          rows={invitations}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title={t("users.noPending")} icon="mail">
              {t("users.noPendingText")}
            </EmptyState>
          }
        />
      </Section>
    </>
  );
}

/** A page number from an address: anything that is none is the first. */
function pageNumber(given: unknown): number {
  const page = Number(given);
  return Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1;
}
