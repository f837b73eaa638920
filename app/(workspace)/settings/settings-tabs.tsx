"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { NavTabs } from "#components/ui/nav-tabs.tsx";

export function SettingsTabs() {
  const t = useTranslations("account.settings");
  const tabs = [
    { href: "/settings/profile", label: t("profile") },
    { href: "/settings/security", label: t("security") },
    { href: "/settings/tokens", label: t("tokens") },
  ];
  return <NavTabs label={t("nav")} tabs={tabs} current={usePathname()} as={Link} />;
}
