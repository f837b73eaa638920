import type { Metadata } from "next";
import { FilterForm } from "#components/security/filter-form.tsx";
import { Pager } from "#components/security/pager.tsx";
import { Badge } from "#components/ui/badge.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHeader } from "#components/ui/page.tsx";
import { type Column, DataTable } from "#components/ui/table.tsx";
import { Time } from "#components/ui/time.tsx";
import { denial } from "#lib/access/policy.ts";
import { roles } from "#lib/access/schema.ts";
import { requirePermission } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { listPeople, type PersonRow } from "#lib/identity/people/queries.ts";
import { PeopleFilter } from "#lib/identity/people/schema.ts";
import { Invitations } from "./invitations.tsx";
import { WaitingResets } from "./waiting-resets.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("users.title") };
}

const PAGE_ROWS = 50;
const MOST_PAGES = 1_000_000;

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function UsersPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requirePermission("person.list", "/admin/users");
  const { page: wanted, ...given } = await searchParams;
  const page = pageNumber(wanted);
  const asked = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ""));
  const parsed = PeopleFilter.safeParse(asked);
  const filter = parsed.success ? parsed.data : {};
  const isHalf = parsed.error?.issues.some(({ path }) => path[0] === "email") ?? false;
  const half = isHalf && typeof asked.email === "string" ? asked.email.slice(0, 254) : undefined;
  const mayInvite = denial(ctx.actor, "person.invite", {}, ctx.now) !== "not-allowed";
  const maySeeEvents = denial(ctx.actor, "event.list", {}, ctx.now) === null;
  const [t, account, errors, { people, total }] = await Promise.all([
    translator("admin"),
    translator("account"),
    translator("errors"),
    listPeople(ctx.db, { offset: (page - 1) * PAGE_ROWS, limit: PAGE_ROWS }, filter),
  ]);
  const role = (value: PersonRow["role"]) => account(`role.${value}`);

  const peopleColumns: Column<PersonRow>[] = [
    {
      key: "name",
      header: t("users.name"),
      rowHeader: true,
      cell: ({ id, name }) => <a href={`/admin/users/${id}`}>{name}</a>,
      className: "min-w-40",
    },
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
  ];

  if (maySeeEvents) {
    peopleColumns.push({
      key: "events",
      header: t("users.events"),
      nowrap: true,
      cell: ({ id, name }) => (
        <a href={`/admin/events?actorId=${id}`} aria-label={t("users.eventsOf", { name })}>
          {t("users.events")}
        </a>
      ),
    });
  }

  const first = (page - 1) * PAGE_ROWS;
  const pageHref = (number: number) =>
    `/admin/users?${new URLSearchParams({ ...(filter as Record<string, string>), page: String(number) })}`;
  return (
    <>
      <PageHeader title={t("users.title")} description={t("users.text")} />
      <WaitingResets ctx={ctx} />
      <FilterForm
        action="/admin/users"
        email={{
          label: t("people.filter.email"),
          value: filter.email ?? half,
          error: half === undefined ? undefined : errors("field.email"),
        }}
        fields={[
          {
            name: "role",
            label: t("users.role"),
            any: t("people.filter.anyRole"),
            value: filter.role,
            choices: roles.map((value) => ({ value, label: role(value) })),
          },
          {
            name: "state",
            label: t("users.state"),
            any: t("people.filter.anyState"),
            value: filter.state,
            choices: (["active", "suspended"] as const).map((value) => ({ value, label: t(`users.${value}`) })),
          },
        ]}
        submit={t("people.filter.submit")}
        clear={t("people.filter.clear")}
      />
      <div className="flex flex-col gap-2">
        <DataTable
          caption={t("users.table")}
          captionHidden
          columns={peopleColumns}
          rows={people}
          rowKey={({ id }) => id}
          empty={
            <EmptyState title={t("people.none")} icon="users">
              {t("people.noneText")}
            </EmptyState>
          }
        />
        <Pager
          label={t("users.pages")}
          range={t("users.range", {
            from: Math.min(first + 1, total),
            to: Math.min(first + people.length, total),
            total,
          })}
          previous={page > 1 ? { href: pageHref(page - 1), label: t("users.previous") } : null}
          next={first + people.length < total ? { href: pageHref(page + 1), label: t("users.next") } : null}
        />
      </div>
      {mayInvite && <Invitations ctx={ctx} />}
    </>
  );
}

/** A page number from an address: anything that is none is the first. */
function pageNumber(given: unknown): number {
  const page = Number(given);
  return Number.isInteger(page) && page >= 1 && page <= MOST_PAGES ? page : 1;
}
