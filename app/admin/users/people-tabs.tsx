"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { NavTabs } from "#components/ui/nav-tabs.tsx";

/** The pages about people; the import only for those who may. */
export function PeopleTabs({ mayImport }: { mayImport: boolean }) {
  const t = useTranslations("admin.people.tabs");
  const tabs = [
    { href: "/admin/users", label: t("list") },
    { href: "/admin/users/permissions", label: t("permissions") },
    ...(mayImport ? [{ href: "/admin/users/import", label: t("import") }] : []),
  ];
  return <NavTabs label={t("label")} tabs={tabs} current={usePathname()} as={Link} />;
}
