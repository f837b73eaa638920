"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { NavTabs } from "#components/ui/nav-tabs.tsx";

export function AdminTabs() {
  const t = useTranslations("admin.nav");
  const tabs = [
    { href: "/admin/events", label: t("events") },
    { href: "/admin/users", label: t("users") },
    { href: "/admin/system", label: t("system") },
  ];
  return <NavTabs label={t("label")} tabs={tabs} current={usePathname()} as={Link} />;
}
