"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Door } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { Icon } from "../ui/icon.tsx";
import { Card } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";
import { deviceWords } from "./device-words.ts";
import { SignOutForm } from "./sign-out-form.tsx";
import { useDeviceName } from "./use-device-name.ts";

/** A session as its owner sees it; times as ISO strings. */
type DeviceLine = {
  sessionId: string;
  address: string | null;
  /** In the owner's language; null where it is not known. */
  country: string | null;
  device: string | null;
  /** In words: how they signed in. */
  how: string;
  signedInAt: string;
  lastSeenAt: string;
  current: boolean;
};

type DeviceListProps = {
  personId: string;
  devices: readonly DeviceLine[];
  endSession: Door<{ sessionId: string }>;
  endOthers: Door<Record<string, never>, number>;
  signOut: () => Promise<void>;
};

export function DeviceList({ personId, devices, endSession, endOthers, signOut }: DeviceListProps) {
  const t = useTranslations("account.security");
  const one = useDoor(endSession);
  const others = useDoor(endOthers);
  const [asking, setAsking] = useState(false);
  const endAll = async () => {
    await others.run({});
    setAsking(false);
  };
  return (
    <div className="flex flex-col items-start gap-3">
      <Card as="div" padded={false} className="w-full">
        <ul className="divide-y divide-border">
          {devices.map((device) => (
            <DeviceRow
              key={device.sessionId}
              device={device}
              pending={one.pending}
              end={() => one.run({ sessionId: device.sessionId })}
              personId={personId}
              signOut={signOut}
            />
          ))}
        </ul>
      </Card>
      <RefusalMessage state={one.state} back="/settings/security" success={t("ended")} />
      <RefusalMessage
        state={others.state}
        back="/settings/security"
        success={others.state?.ok && t("endedOthers", { count: others.state.value })}
      />
      {devices.length > 1 ? (
        <Button onClick={() => setAsking(true)}>{t("endOthers")}</Button>
      ) : (
        <p className="text-muted">{t("alone")}</p>
      )}
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t("endOthersAsk")}
        confirmLabel={t("endOthers")}
        onConfirm={endAll}
      >
        <p>{t("endOthersText")}</p>
      </Confirm>
    </div>
  );
}

type DeviceRowProps = {
  device: DeviceLine;
  pending: boolean;
  end: () => void;
  personId: string;
  signOut: () => Promise<void>;
};

function DeviceRow({ device, pending, end, personId, signOut }: DeviceRowProps) {
  const t = useTranslations("account.security");
  const { system } = deviceWords(device.device);
  const name = useDeviceName(device.device);
  const from = device.country === null ? device.address : `${device.address}, ${device.country}`;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <Icon name={isHandheld(system) ? "device" : "monitor"} size={20} className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium" title={device.device ?? undefined}>
          {name}
          {device.current && <Badge tone="accent">{t("thisDevice")}</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span>
            {t("lastUsed")} <Time value={device.lastSeenAt} />
          </span>
          <span>
            {t("signedIn")} {device.how}, <Time value={device.signedInAt} />
          </span>
          {from !== null && <span>{t("from", { address: from })}</span>}
        </p>
      </div>
      {device.current ? (
        <SignOutForm personId={personId} signOut={signOut} label={t("endThis")} />
      ) : (
        <Button size="sm" pending={pending} onClick={end} aria-label={t("endOf", { device: name })}>
          {t("end")}
        </Button>
      )}
    </li>
  );
}

function isHandheld(system: string | null): boolean {
  return system === "iPhone" || system === "iPad" || system === "Android";
}
