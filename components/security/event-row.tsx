"use client";

import { useTranslations } from "use-intl/react";
import type { ShownEvent } from "#lib/security/events/schema.ts";
import { deviceWords } from "../account/device-words.ts";
import { type Description, DescriptionList } from "../ui/description-list.tsx";
import { Icon } from "../ui/icon.tsx";
import { Severity } from "../ui/severity.tsx";
import { Time } from "../ui/time.tsx";
import { eventSentence, plain, type Words } from "./event-sentence.ts";

type EventRowProps = {
  event: ShownEvent;
  /** Names by account id, as far as they are known. */
  people: Readonly<Record<string, string>>;
};

/** One event: a line that opens to everything that is known of it. */
export function EventRow({ event, people }: EventRowProps) {
  const t = useTranslations("admin");
  const severity = useTranslations("ui.severity");
  return (
    <li className="border-b border-border last:border-b-0">
      <details className="group">
        <summary className="flex flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-2 text-sm -outline-offset-2 hover:bg-hover wide:grid wide:items-start wide:grid-cols-[12.5rem_5rem_minmax(0,1fr)_11rem_9.5rem_1rem] wide:gap-x-4">
          <Time value={event.at} format="second" className="text-muted" />
          <Severity level={event.severity} label={severity(event.severity)} look="plain" className="h-5" />
          <span className="min-w-0 basis-full">{eventSentence(t as Words, event)}</span>
          <span className="min-w-0 truncate text-muted">{whoDid(t as Words, event, people)}</span>
          <span className="min-w-0 truncate text-muted figures">{event.origin?.address}</span>
          <Icon name="chevron-down" size={16} className="hidden h-5 text-muted group-open:rotate-180 wide:block" />
        </summary>
        <EventDetails event={event} who={whoDid(t as Words, event, people)} />
      </details>
    </li>
  );
}

function EventDetails({ event, who }: { event: ShownEvent; who: string }) {
  const t = useTranslations("admin.log");
  const about: Description[] = [
    { key: "name", term: t("details.name"), detail: <code>{event.name}</code> },
    { key: "who", term: t("details.who"), detail: <Who event={event} who={who} /> },
    { key: "address", term: t("details.address"), detail: event.origin?.address ?? t("hidden") },
    { key: "device", term: t("details.device"), detail: <Device header={event.origin?.device ?? null} /> },
    { key: "request", term: t("details.request"), detail: <code>{event.requestId}</code> },
    { key: "number", term: t("details.number"), detail: <span className="figures">{event.seq}</span> },
  ];
  const data = Object.entries(event.data).map(
    ([field, value]): Description => ({
      key: `data.${field}`,
      term: <code>{field}</code>,
      detail: <span className="break-all">{valueWords(value, t as Words)}</span>,
    }),
  );
  return (
    <div className="border-t border-border bg-sunken px-3 py-2 text-sm">
      <DescriptionList items={[...data, ...about]} />
    </div>
  );
}

function Who({ event, who }: { event: ShownEvent; who: string }) {
  const t = useTranslations("admin.log");
  if (event.actorKind !== "person" || event.actorId === null) return who;
  return (
    <>
      {who} · <a href={`/admin/events?actorId=${encodeURIComponent(event.actorId)}`}>{t("onlyThem")}</a>
    </>
  );
}

function Device({ header }: { header: string | null }) {
  const t = useTranslations("admin.log");
  if (header === null) return t("hidden");
  const { browser, system } = deviceWords(header);
  const words = [browser, system].filter((word) => word !== null).join(", ");
  return (
    <>
      {words}
      <span className="block break-all text-muted">{header}</span>
    </>
  );
}

function valueWords(value: unknown, t: Words): string {
  if (value === null) return t("nothing");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return plain(value);
}

const SHORT_ID = 8;

/** Who caused an event: a name where it is known, else what kind of actor it was. */
function whoDid(t: Words, { actorKind, actorId }: ShownEvent, people: EventRowProps["people"]): string {
  const name = actorId === null ? undefined : people[actorId];
  if (actorKind === "person" && name !== undefined) return name;
  const key = `actor.${actorKind}`;
  const id = actorKind === "system" ? (actorId ?? "") : (actorId ?? "").slice(-SHORT_ID);
  return t.has(key) ? t(key, { id }) : actorKind;
}
