"use client";

import { useTranslations } from "use-intl/react";
import { Palette, type PaletteEntry } from "../ui/palette.tsx";
import { Shortcut } from "../ui/shortcut.tsx";
import { type Places, type Theme, useWorkspace } from "./workspace-context.ts";

type Command = PaletteEntry & { run: () => void };

type CommandsProps = {
  open: boolean;
  onClose: () => void;
  places: Places;
  onTheme: (theme: Theme) => void;
  onSignOut: () => void;
};

/** Everything one can do or go to. Fetched when it is first asked for. */
export default function Commands({ open, onClose, places, onTheme, onSignOut }: CommandsProps) {
  const t = useTranslations();
  const { lines, navigation } = useWorkspace();
  const { go } = navigation;
  const does = t("chat.commands.do");
  const goes = t("chat.commands.go");
  const place = (href: string, label: string, icon: PaletteEntry["icon"]): Command => ({
    id: href,
    group: goes,
    label,
    icon,
    run: () => go(href),
  });
  const look = (value: Theme, icon: PaletteEntry["icon"]): Command => ({
    id: `theme-${value}`,
    group: does,
    label: t("chat.commands.theme", { theme: t(`ui.theme.${value}`) }),
    icon,
    run: () => onTheme(value),
  });
  const items: Command[] = [
    {
      id: "new",
      group: does,
      label: t("chat.newChat"),
      icon: "plus",
      note: <Shortcut keys={["mod", "shift", "o"]} />,
      run: () => go("/chat"),
    },
    ...lines.map(({ id, title, archived }) => ({
      ...place(`/chat/${id}`, title, "message"),
      group: t("chat.commands.conversations"),
      note: archived ? t("chat.archived") : undefined,
    })),
    look("light", "sun"),
    look("dark", "moon"),
    look("system", "monitor"),
    place("/documents", t("chat.side.documents"), "document"),
    place("/settings", t("chat.side.settings"), "settings"),
    ...(places.moderation ? [place(places.moderation, t("chat.side.moderation"), "flag")] : []),
    ...(places.administration !== null ? [place(places.administration, t("chat.side.administration"), "shield")] : []),
    place("/help", t("chat.side.help"), "help"),
    { id: "out", group: does, label: t("chat.side.signOut"), icon: "logout", run: onSignOut },
  ];
  return (
    <Palette
      open={open}
      onClose={onClose}
      label={t("chat.commands.label")}
      items={items}
      onSelect={(item) => item.run()}
    />
  );
}
