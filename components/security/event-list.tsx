"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { ShownEvent } from "#lib/security/events/schema.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Card } from "../ui/page.tsx";
import { arrive, openFeed, pause, resume } from "./event-feed.ts";
import { EventRow } from "./event-row.tsx";
import { type StreamStatus, useEventStream } from "./use-event-stream.ts";

type EventListProps = {
  /** The page as the server read it, newest first; a later one is merged into what is shown. */
  events: readonly ShownEvent[];
  /** Where new events come from; null on a page of older ones. */
  stream: string | null;
  people: Readonly<Record<string, string>>;
  hasOlder: boolean;
  /** The address of this page without `before`, ending where a parameter can follow. */
  olderHref: string;
  /** Reads the page again: between a page and its stream, and while a connection was lost, events may have been missed. */
  onOpen: () => void;
};

export function EventList({ events, stream, people, hasOlder, olderHref, onOpen }: EventListProps) {
  const t = useTranslations("admin.log");
  const [feed, setFeed] = useState(() => openFeed(events));
  useEffect(() => setFeed((before) => arrive(before, events)), [events]);
  const status = useEventStream<ShownEvent>(stream, {
    onItems: (items) => setFeed((before) => arrive(before, items)),
    onOpen,
  });
  const last = feed.shown.at(-1);
  return (
    <div className="flex flex-col gap-3">
      {stream !== null && (
        <div className="flex min-h-control flex-wrap items-center justify-between gap-3">
          <LiveState status={status} paused={feed.paused} />
          <Button
            icon={feed.paused ? "play" : "pause"}
            onClick={() => setFeed((before) => (before.paused ? resume(before) : pause(before)))}
          >
            {feed.paused ? t("waiting", { count: feed.waiting.length }) : t("pause")}
          </Button>
        </div>
      )}
      {stream !== null && status === "lost" && <FormMessage tone="warning">{t("lost")}</FormMessage>}
      <Card padded={false}>
        {last === undefined ? (
          <EmptyState title={t("empty")} icon="activity">
            {t("emptyText")}
          </EmptyState>
        ) : (
          <ol aria-label={t("list")}>
            {feed.shown.map((event) => (
              <EventRow key={event.seq} event={event} people={people} />
            ))}
          </ol>
        )}
      </Card>
      {hasOlder && last !== undefined && (
        <div>
          <LinkButton href={`${olderHref}before=${last.seq}`} icon="arrow-down">
            {t("older")}
          </LinkButton>
        </div>
      )}
    </div>
  );
}

/** A word and a tone; read out when it changes, unlike the rows, which would never stop. */
function LiveState({ status, paused }: { status: StreamStatus; paused: boolean }) {
  const t = useTranslations("admin.log");
  const [tone, word] =
    status === "connecting"
      ? (["info", t("connecting")] as const)
      : status === "lost"
        ? (["medium", t("connecting")] as const)
        : paused
          ? (["info", t("paused")] as const)
          : (["good", t("live")] as const);
  return (
    <p role="status">
      <Badge tone={tone}>{word}</Badge>
    </p>
  );
}
