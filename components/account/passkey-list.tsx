"use client";

import { useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Door, FormDoor, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { useDoor } from "../site/use-door.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Confirm } from "../ui/confirm.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import { Card } from "../ui/page.tsx";
import { Time } from "../ui/time.tsx";
import { AddPasskey, type FinishAdding } from "./add-passkey.tsx";
import type { BeginMaking } from "./passkey-ceremony.ts";
import { RecoveryCodeList } from "./recovery-codes.tsx";
import { RenamePasskey } from "./rename-passkey.tsx";

const BACK = "/settings/security";

/** A passkey as its owner sees it; times as ISO strings. */
export type PasskeyLine = {
  id: string;
  name: string;
  synced: boolean;
  createdAt: string;
  lastUsedAt: string | null;
};

type PasskeyListProps = {
  passkeys: readonly PasskeyLine[];
  begin: BeginMaking;
  finish: FinishAdding;
  rename: FormDoor;
  remove: Door<{ passkeyId: string }>;
};

export function PasskeyList({ passkeys, begin, finish, rename, remove }: PasskeyListProps) {
  const t = useTranslations("account.passkeys");
  const f = useTranslations("account.factors");
  const [added, setAdded] = useState<FormState<{ recoveryCodes: string[] | null }>>(null);
  const [asked, setAsked] = useState<PasskeyLine | null>(null);
  const removal = useDoor(remove);
  const removeNow = async () => {
    if (asked !== null) await removal.run({ passkeyId: asked.id });
    setAsked(null);
  };
  const codes = added?.ok ? added.value.recoveryCodes : null;
  return (
    <Card className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-52">
          <h3 className="flex flex-wrap items-center gap-2 font-medium">
            {t("title")}
            <Badge tone={passkeys.length > 0 ? "good" : "neutral"}>{f(passkeys.length > 0 ? "on" : "off")}</Badge>
          </h3>
          <p className="text-sm text-muted">{t("text")}</p>
        </div>
        <AddPasskey
          size="sm"
          begin={begin}
          finish={finish}
          onDone={(state) => {
            removal.clear();
            setAdded(state);
          }}
        />
      </div>
      {passkeys.length > 0 && (
        <ul className="divide-y divide-border border-y border-border">
          {passkeys.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} rename={rename} ask={() => setAsked(passkey)} />
          ))}
        </ul>
      )}
      <RefusalMessage state={added?.ok ? null : added} back={BACK} />
      {added?.ok && <FormMessage tone="success">{t("added")}</FormMessage>}
      {codes !== null && (
        <>
          <h3 className="font-medium">{f("codes")}</h3>
          <RecoveryCodeList codes={codes} />
          <Button variant="primary" className="self-start" onClick={() => setAdded(null)}>
            {f("codesKept")}
          </Button>
        </>
      )}
      <RefusalMessage state={removal.state} back={BACK} success={t("removed")} />
      <Confirm
        open={asked !== null}
        onClose={() => setAsked(null)}
        title={t("removeAsk", { name: asked?.name ?? "" })}
        confirmLabel={t("remove")}
        onConfirm={removeNow}
      >
        <p>{t("removeText")}</p>
      </Confirm>
    </Card>
  );
}

function PasskeyRow({ passkey, rename, ask }: { passkey: PasskeyLine; rename: FormDoor; ask: () => void }) {
  const t = useTranslations("account.passkeys");
  const [naming, setNaming] = useState(false);
  const { id, name, synced, createdAt, lastUsedAt } = passkey;
  if (naming) {
    return (
      <li className="py-3">
        <RenamePasskey id={id} name={name} rename={rename} onDone={() => setNaming(false)} />
      </li>
    );
  }
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3">
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium break-words">
          {name}
          <Badge tone="neutral">{t(synced ? "synced" : "bound")}</Badge>
        </p>
        <p className="flex flex-wrap gap-x-3 text-sm text-muted">
          <span>
            {t("made")} <Time value={createdAt} format="date" />
          </span>
          <span>
            {lastUsedAt === null ? (
              t("unused")
            ) : (
              <>
                {t("used")} <Time value={lastUsedAt} />
              </>
            )}
          </span>
        </p>
      </div>
      <div className="flex gap-2">
        <Button size="sm" onClick={() => setNaming(true)} aria-label={t("renameOf", { name })}>
          {t("rename")}
        </Button>
        <Button size="sm" onClick={ask} aria-label={t("removeOf", { name })}>
          {t("remove")}
        </Button>
      </div>
    </li>
  );
}
