"use client";

import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl/react";
import type { MessagePart } from "#lib/chat/schema.ts";
import { linkTarget } from "../markdown/link-target.ts";
import { IconButton } from "../ui/button.tsx";
import { classNames } from "../ui/class-names.ts";
import { SidePanel } from "../ui/side-panel.tsx";

const SOURCES_PANEL = "sources";

export type Source = Extract<MessagePart, { type: "source" }>;

type SourcesPanelProps = {
  messageId: string;
  sources: readonly Source[];
  /** The one that was asked for, counted from 1; `asked` changes with every request, also for the same one. */
  marked: number | null;
  asked: number;
};

/** What a reply leans on, word for word: a column beside it, a sheet where the window is narrow. */
export function SourcesPanel({ messageId, sources, marked, asked }: SourcesPanelProps) {
  const t = useTranslations("chat.sources");
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    if (asked === 0) return;
    const panel = document.getElementById(SOURCES_PANEL);
    if (panel !== null && getComputedStyle(panel).display === "none") panel.showPopover();
    const entry = marked === null ? list.current : list.current?.children[marked - 1];
    if (entry instanceof HTMLElement) {
      entry.focus({ preventScroll: true });
      entry.scrollIntoView({ block: "nearest" });
    }
  }, [asked]);

  return (
    <SidePanel
      id={SOURCES_PANEL}
      as="aside"
      side="right"
      label={t("label")}
      className="wide:h-auto wide:border-s wide:border-border"
    >
      <div className="flex h-13 items-center justify-between gap-2 border-b border-border ps-4 pe-2">
        <h2 className="font-medium">{t("label")}</h2>
        <IconButton
          icon="close"
          label={t("close")}
          popoverTarget={SOURCES_PANEL}
          popoverTargetAction="hide"
          className="wide:hidden"
        />
      </div>
      <ol ref={list} tabIndex={-1} className="flex flex-col gap-1 p-2">
        {sources.map((source, at) => (
          <li
            key={source.id}
            id={`source-${messageId}-${at + 1}`}
            tabIndex={-1}
            className={classNames("rounded-lg p-2.5", marked === at + 1 && "bg-accent-soft")}
          >
            <SourceTitle source={source} number={at + 1} />
            <blockquote className="mt-1.5 text-sm wrap-anywhere whitespace-pre-line text-muted">
              {source.quote}
            </blockquote>
          </li>
        ))}
      </ol>
    </SidePanel>
  );
}

/** A link only where it leads to a page of ours or, checked, to another site. */
function SourceTitle({ source, number }: { source: Source; number: number }) {
  const target = linkTarget(source.href, { fragments: false });
  const title = (
    <>
      <span className="me-1.5 text-muted figures">{number}</span>
      {source.title}
    </>
  );
  if (target === null) return <p className="font-medium wrap-anywhere">{title}</p>;
  const apart = target.kind === "external" && { rel: "noopener noreferrer nofollow" };
  return (
    <a
      href={target.href}
      target="_blank"
      {...apart}
      className="font-medium wrap-anywhere text-text underline decoration-control underline-offset-3 hover:decoration-accent"
    >
      {title}
    </a>
  );
}
