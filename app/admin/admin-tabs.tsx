"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { NavTabs } from "#components/ui/nav-tabs.tsx";

const tabs = [
  { href: "/admin/events", name: "events", permission: "event.list" },
  { href: "/admin/users", name: "users", permission: "person.list" },
  { href: "/admin/rules", name: "rules", permission: "address-rule.list" },
  { href: "/admin/system", name: "system", permission: "setting.read" },
] as const;

/** The pages of the administration that this person may open. */
export function AdminTabs({ open }: { open: readonly string[] }) {
  const t = useTranslations("admin.nav");
  const shown = tabs
    .filter(({ permission }) => open.includes(permission))
    .map(({ href, name }) => ({ href, label: t(name) }));
  const path = usePathname();
  const current = shown.find(({ href }) => path === href || path.startsWith(`${href}/`))?.href ?? path;
  return <NavTabs label={t("label")} tabs={shown} current={current} as={Link} />;
}
