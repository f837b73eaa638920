"use client";

import { type MouseEvent, useState } from "react";
import { useTranslations } from "use-intl/react";
import { Wordmark } from "../site/wordmark.tsx";
import { Button } from "../ui/button.tsx";
import { buttonClass } from "../ui/button-class.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { Input } from "../ui/input.tsx";
import { Shortcut } from "../ui/shortcut.tsx";
import { plainClick } from "./plain-click.ts";
import { ProfileMenu } from "./profile-menu.tsx";
import { SideList } from "./side-list.tsx";
import { type Places, type Theme, useWorkspace } from "./workspace-context.ts";

type SideBarProps = {
  today: number;
  theme: Theme;
  places: Places;
  next: { current: string | null; archived: string | null | undefined };
  /** Reads a page of a view: its first, or the one after `before`. */
  read: (archived: boolean, before?: string | null) => Promise<void>;
  onTheme: (theme: Theme) => void;
  onSignOut: () => void;
};

/** New chat, the conversations, and where else one may go. */
export function SideBar({ today, theme, places, next, read, onTheme, onSignOut }: SideBarProps) {
  const t = useTranslations("chat");
  const { navigation, openCommands } = useWorkspace();
  const [query, setQuery] = useState("");
  const [archived, setArchived] = useState(false);
  const here = navigation.target ?? navigation.path;

  // One listener for all links: they stay plain anchors, and a hundred conversations cost no hundred components.
  const follow = (event: MouseEvent) => {
    const href = plainClick(event)?.getAttribute("href");
    if (href == null) return;
    event.preventDefault();
    navigation.go(href);
  };
  const show = (archive: boolean) => {
    setArchived(archive);
    setQuery("");
    if (archive) void read(true);
  };
  const more = archived ? next.archived : next.current;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the links inside are what is used; Enter on one arrives as a click
    <div className="flex min-h-full flex-col" onClick={follow}>
      <div className="sticky top-0 z-10 flex flex-col gap-2 bg-canvas p-3">
        <div className="flex items-center justify-between gap-2">
          <Wordmark href="/chat" />
          <button
            type="button"
            onClick={openCommands}
            title={t("commands.open")}
            className="flex h-control-sm items-center rounded-md px-1.5 hover:bg-hover"
          >
            <span className="sr-only">{t("commands.open")}</span>
            <Shortcut keys={["mod", "k"]} />
          </button>
        </div>
        <a
          href="/chat"
          aria-current={here === "/chat" ? "page" : undefined}
          className={buttonClass({ block: true, className: "justify-start" })}
        >
          <Icon name="plus" />
          {t("newChat")}
        </a>
        <div className="relative">
          <Icon
            name="search"
            size={16}
            className="pointer-events-none absolute inset-y-0 start-2.5 my-auto text-muted"
          />
          <Input
            type="search"
            aria-label={t(archived ? "side.searchArchive" : "side.search")}
            placeholder={t(archived ? "side.searchArchive" : "side.search")}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="ps-8"
          />
        </div>
      </div>
      <div className="flex flex-1 flex-col px-3 pb-3">
        {archived && (
          <Button variant="quiet" size="sm" icon="arrow-left" className="self-start" onClick={() => show(false)}>
            {t("archive.leave")}
          </Button>
        )}
        <SideList {...{ today, query, archived }} loading={more === undefined} />
        {more != null && (
          <Button variant="quiet" size="sm" block onClick={() => read(archived, more)}>
            {t("side.more")}
          </Button>
        )}
        {!archived && (
          <Button
            variant="quiet"
            size="sm"
            icon="archive"
            className="mt-3 self-start text-muted"
            onClick={() => show(true)}
          >
            {t("archive.open")}
          </Button>
        )}
      </div>
      <div className="sticky bottom-0 flex flex-col border-t border-border bg-canvas p-2">
        <Place href="/documents" icon="document" label={t("side.documents")} here={here} />
        <Place href="/settings" icon="settings" label={t("side.settings")} here={here} />
        {places.moderation && <Place href={places.moderation} icon="flag" label={t("side.moderation")} here={here} />}
        {places.administration !== null && (
          <Place href={places.administration} icon="shield" label={t("side.administration")} here={here} />
        )}
        <ProfileMenu {...{ theme, onTheme, onSignOut }} />
      </div>
    </div>
  );
}

function Place({ href, icon, label, here }: { href: string; icon: IconName; label: string; here: string }) {
  return (
    <a
      href={href}
      aria-current={here === href || here.startsWith(`${href}/`) ? "page" : undefined}
      className="flex h-control items-center gap-2.5 rounded-md px-2 no-underline hover:bg-hover aria-[current=page]:bg-hover aria-[current=page]:font-medium"
    >
      <Icon name={icon} className="text-muted" />
      {label}
    </a>
  );
}
