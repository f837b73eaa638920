"use client";

import { useTranslations } from "use-intl/react";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/page.tsx";
import { SubmitButton } from "../ui/submit-button.tsx";
import { Time } from "../ui/time.tsx";
import type { ContinueWith, OidcChoice } from "./oidc-buttons.tsx";

type ServiceListProps = {
  /** Times as ISO strings; null for a service that is not connected. */
  services: readonly (OidcChoice & { lastUsedAt: string | null })[];
  connect: ContinueWith;
};

/** The sign-in services of this instance, and which of them lead to this account. */
export function ServiceList({ services, connect }: ServiceListProps) {
  const t = useTranslations("account.services");
  return (
    <Card padded={false}>
      <ul className="divide-y divide-border">
        {services.map(({ id, name, lastUsedAt }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
            <div className="min-w-0 flex-1 basis-52">
              <h3 className="flex flex-wrap items-center gap-2 font-medium">
                {name}
                <Badge tone={lastUsedAt === null ? "neutral" : "good"}>{t(lastUsedAt === null ? "off" : "on")}</Badge>
              </h3>
              {lastUsedAt !== null && (
                <p className="text-sm text-muted">
                  {t("used")} <Time value={lastUsedAt} />
                </p>
              )}
            </div>
            {lastUsedAt === null && (
              <form action={connect}>
                <input type="hidden" name="provider" value={id} />
                <input type="hidden" name="next" value="/settings/security" />
                <SubmitButton size="sm" variant="secondary" aria-label={t("connectTo", { name })}>
                  {t("connect")}
                </SubmitButton>
              </form>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
