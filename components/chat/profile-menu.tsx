"use client";

import { useTranslations } from "use-intl/react";
import { Avatar } from "../ui/avatar.tsx";
import { Menu, type MenuEntry } from "../ui/menu.tsx";
import { type Theme, useWorkspace } from "./workspace-context.ts";

const themes = [
  { value: "light", icon: "sun" },
  { value: "dark", icon: "moon" },
  { value: "system", icon: "monitor" },
] as const;

type ProfileMenuProps = { theme: Theme; onTheme: (theme: Theme) => void; onSignOut: () => void };

/** Who is signed in; how it looks; the way out. */
export function ProfileMenu({ theme, onTheme, onSignOut }: ProfileMenuProps) {
  const t = useTranslations();
  const { person } = useWorkspace();
  const items: MenuEntry[] = [
    { id: "who", heading: person.email },
    ...themes.map(({ value, icon }) => ({
      id: value,
      icon,
      label: t(`ui.theme.${value}`),
      checked: theme === value,
      onSelect: () => onTheme(value),
    })),
    { id: "line", separator: true },
    { id: "help", icon: "help", label: t("chat.side.help"), href: "/help" },
    { id: "out", icon: "logout", label: t("chat.side.signOut"), onSelect: onSignOut },
  ];
  return (
    <Menu
      label={t("chat.side.profile", { name: person.name })}
      items={items}
      className="w-full justify-start overflow-hidden px-1.5!"
    >
      <span className="flex min-w-0 items-center gap-2">
        <Avatar name={person.name} size="sm" />
        <span className="truncate">{person.name}</span>
      </span>
    </Menu>
  );
}
