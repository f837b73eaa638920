import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { FilterForm } from "#components/security/filter-form.tsx";
import { LinkButton } from "#components/ui/link-button.tsx";
import { PageHeader } from "#components/ui/page.tsx";
import { denial } from "#lib/access/policy.ts";
import { requirePermission } from "#lib/http/context.ts";
import { translator } from "#lib/http/translate.ts";
import { listPeople } from "#lib/identity/people/queries.ts";
import { eventNames, severities } from "#lib/security/events/catalog.ts";
import { listEvents } from "#lib/security/events/queries.ts";
import { EventFilter } from "#lib/security/events/schema.ts";
import { LiveEvents } from "./live-events.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await translator("admin"))("log.title") };
}

/** People to choose from; somebody beyond these is reached from one of their events. */
const MOST_PEOPLE = 200;
/** What `listEvents` reads at once. */
const PAGE_ROWS = 50;

type SearchParams = Promise<Record<string, string | string[] | undefined>>;

export default async function EventsPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requirePermission("event.list", "/admin/events");
  const given = Object.entries(await searchParams).filter(([, value]) => value !== "");
  const parsed = EventFilter.safeParse(Object.fromEntries(given));
  if (!parsed.success) redirect("/admin/events");
  const { before, after: _, ...filter } = parsed.data;

  const showOrigin = denial(ctx.actor, "event.read-origin", {}, ctx.now) === null;
  const [t, severity, events, { people }] = await Promise.all([
    translator("admin"),
    translator("ui"),
    listEvents(ctx.db, { ...filter, before }, showOrigin),
    listPeople(ctx.db, { offset: 0, limit: MOST_PEOPLE }),
  ]);
  const chosen = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  const query = new URLSearchParams(chosen).toString();
  const persons = people.map(({ id, name }) => ({ value: id, label: name }));
  if (filter.actorId !== undefined && !people.some(({ id }) => id === filter.actorId)) {
    persons.unshift({ value: filter.actorId, label: filter.actorId });
  }
  const names = eventNames.map((value) => ({ value, label: t(`events.${value}.title`) }));
  return (
    <>
      <PageHeader
        title={t("log.title")}
        description={t("log.text")}
        actions={before !== undefined && <LinkButton href={`/admin/events?${query}`}>{t("log.newest")}</LinkButton>}
      />
      <FilterForm
        action="/admin/events"
        submit={t("log.filter")}
        clear={t("log.clear")}
        fields={[
          { name: "name", label: t("log.event"), any: t("log.anyEvent"), value: filter.name, choices: names },
          {
            name: "severity",
            label: t("log.severity"),
            any: t("log.anySeverity"),
            value: filter.severity,
            choices: severities.toReversed().map((value) => ({ value, label: severity(`severity.${value}`) })),
          },
          { name: "actorId", label: t("log.person"), any: t("log.anyPerson"), value: filter.actorId, choices: persons },
        ]}
      />
      <LiveEvents
        key={`${query}&${before}`}
        events={events}
        stream={before === undefined ? `/api/events?${query}` : null}
        people={Object.fromEntries(people.map(({ id, name }) => [id, name]))}
        hasOlder={events.length >= PAGE_ROWS}
        olderHref={`/admin/events?${query}${query === "" ? "" : "&"}`}
      />
    </>
  );
}
