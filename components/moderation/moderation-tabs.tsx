"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "use-intl/react";
import { NavTabs } from "../ui/nav-tabs.tsx";

const tabs = [
  { href: "/moderation", name: "reports", permission: "moderation.open" },
  { href: "/moderation/quarantine", name: "quarantine", permission: "quarantine.list" },
] as const;

/** The pages of the moderation that this person may open. */
export function ModerationTabs({ open }: { open: readonly string[] }) {
  const t = useTranslations("moderation.nav");
  const shown = tabs
    .filter(({ permission }) => open.includes(permission))
    .map(({ href, name }) => ({ href, label: t(name) }));
  return <NavTabs label={t("label")} tabs={shown} current={usePathname()} as={Link} />;
}
