"use client";

import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { ConfirmedAction } from "./confirmed-action.tsx";

type Doors = {
  suspend: Door<{ accountId: string; suspended: boolean }, number>;
  endSessions: Door<{ accountId: string }, number>;
  requireFactor: Door<{ accountId: string; required: boolean }>;
  unlock: Door<{ accountId: string }>;
};

type PersonAccessProps = {
  person: { id: string; name: string; state: "active" | "suspended"; factorRequired: boolean };
  /** Nobody suspends themselves. */
  isSelf: boolean;
  doors: Doors;
};

/** What can be done about somebody's sign-in, each with what follows from it. */
export function PersonAccess({ person, isSelf, doors }: PersonAccessProps) {
  const t = useTranslations("admin.people.person");
  const { id: accountId, name } = person;
  const back = `/admin/users/${accountId}`;
  const suspended = person.state === "suspended";
  const required = person.factorRequired;
  return (
    <div className="flex flex-col gap-3">
      <ConfirmedAction
        door={doors.endSessions}
        input={{ accountId }}
        label={t("endSessions")}
        title={t("endSessionsAsk", { name })}
        success={(count) => t("endedSessions", { count })}
        back={back}
        variant="primary"
      >
        <p>{t("endSessionsText")}</p>
      </ConfirmedAction>
      {!isSelf && (
        <ConfirmedAction
          door={doors.suspend}
          input={{ accountId, suspended: !suspended }}
          label={t(suspended ? "restore" : "suspend")}
          title={t(suspended ? "restoreAsk" : "suspendAsk", { name })}
          // The page is read again with the answer: it says what holds now.
          success={() => t(suspended ? "suspended" : "restored")}
          back={back}
          variant={suspended ? "primary" : "danger"}
        >
          <p>{t(suspended ? "restoreText" : "suspendText")}</p>
        </ConfirmedAction>
      )}
      <ConfirmedAction
        door={doors.requireFactor}
        input={{ accountId, required: !required }}
        label={t(required ? "releaseFactor" : "requireFactor")}
        title={t(required ? "releaseFactorAsk" : "requireFactorAsk", { name })}
        success={() => t(required ? "requiredFactor" : "releasedFactor")}
        back={back}
        variant={required ? "danger" : "primary"}
      >
        <p>{t(required ? "releaseFactorText" : "requireFactorText")}</p>
      </ConfirmedAction>
      <ConfirmedAction
        door={doors.unlock}
        input={{ accountId }}
        label={t("unlock")}
        title={t("unlockAsk", { name })}
        success={() => t("unlocked")}
        back={back}
        variant="primary"
      >
        <p>{t("unlockText")}</p>
      </ConfirmedAction>
    </div>
  );
}
