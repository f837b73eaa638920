"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Door, FormState } from "../site/form-door.ts";
import { Button, type ButtonProps } from "../ui/button.tsx";
import { deviceWords } from "./device-words.ts";
import { type BeginMaking, hasPasskeys, makePasskey } from "./passkey-ceremony.ts";

type Codes = { recoveryCodes: string[] | null };
export type FinishAdding = Door<{ name: string; answer: unknown }, Codes>;

type AddPasskeyProps = Pick<ButtonProps, "block" | "size" | "variant"> & {
  begin: BeginMaking;
  finish: FinishAdding;
  /** What came of it; null when it begins anew. */
  onDone: (state: FormState<Codes>) => void;
};

/** Makes a passkey and names it after this browser; it can be renamed. */
export function AddPasskey({ begin, finish, onDone, ...look }: AddPasskeyProps) {
  const t = useTranslations("account");
  const [pending, setPending] = useState(false);
  const [missing, setMissing] = useState(false);
  useEffect(() => setMissing(!hasPasskeys()), []);
  const add = async () => {
    setPending(true);
    onDone(null);
    const { browser, system } = deviceWords(navigator.userAgent);
    const name =
      browser !== null && system !== null
        ? t("security.device", { browser, system })
        : (browser ?? system ?? t("passkeys.one"));
    onDone(await makePasskey(begin, (answer) => finish({ name, answer })));
    setPending(false);
  };
  if (missing) return <p className="text-muted">{t("passkeys.missing")}</p>;
  return (
    <Button {...look} icon="key" className="noscript:hidden" pending={pending} onClick={add}>
      {t("passkeys.add")}
    </Button>
  );
}
