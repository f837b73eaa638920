"use client";

import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { ConfirmedAction } from "./confirmed-action.tsx";

type WithdrawInvitationProps = { invitationId: string; email: string; withdraw: Door<{ invitationId: string }> };

/** Takes an open invitation back; when it is gone, its row goes too. */
export function WithdrawInvitation({ invitationId, email, withdraw }: WithdrawInvitationProps) {
  const t = useTranslations("admin.users");
  return (
    <ConfirmedAction
      small
      door={withdraw}
      input={{ invitationId }}
      label={t("withdraw")}
      name={t("withdrawOf", { email })}
      title={<span className="wrap-anywhere">{t("withdrawAsk", { email })}</span>}
      success={() => null}
      back="/admin/users"
    >
      <p>{t("withdrawText")}</p>
    </ConfirmedAction>
  );
}
