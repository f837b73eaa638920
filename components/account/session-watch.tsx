"use client";

import { useEffect, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { FormDoor } from "../site/form-door.ts";
import { Button } from "../ui/button.tsx";
import { FormMessage } from "../ui/form-message.tsx";
import type { SessionTimes } from "./session-clock.ts";
import { SignInAgain } from "./sign-in-again.tsx";
import { useSessionEnd } from "./use-session-end.ts";

type SessionWatchProps = {
  times: SessionTimes;
  email: string;
  /** The server said so, or another tab. */
  ended?: boolean | undefined;
  /** Somebody signed in again without leaving the page. */
  onAgain?: (() => void) | undefined;
  actions: { stay: (input: object) => Promise<{ ok: boolean }>; signInAgain: FormDoor<{ step: string | null }> };
};

/** Tells in time that a session ends, and lets one in again where one is. Floats, so that nothing moves. */
export function SessionWatch({ times, email, ended = false, onAgain, actions }: SessionWatchProps) {
  const t = useTranslations("session");
  const soon = useSessionEnd(times);
  const [signingIn, setSigningIn] = useState(false);
  const [refused, setRefused] = useState(false);
  const over = ended || refused || (soon !== null && soon.left <= 0);
  useEffect(() => {
    if (!over) setSigningIn(false);
  }, [over]);
  if (soon === null && !over) return null;

  const seconds = Math.max(0, Math.ceil((soon?.left ?? 0) / 1000));
  const left = t("soon.left", { minutes: Math.floor(seconds / 60), seconds: seconds % 60 });
  const stay = async () => setRefused(!(await actions.stay({}).catch(() => ({ ok: false }))).ok);
  return (
    <div className="fixed inset-x-3 bottom-3 z-20 mx-auto max-w-xl rounded-lg bg-raised shadow-float">
      {over ? (
        <FormMessage
          tone="error"
          title={t("ended.title")}
          action={
            <Button size="sm" onClick={() => setSigningIn(true)}>
              {t("ended.do")}
            </Button>
          }
        >
          {t("ended.text")}
        </FormMessage>
      ) : (
        <FormMessage
          tone="warning"
          title={t("soon.title")}
          action={
            <Button size="sm" onClick={soon?.why === "idle" ? stay : () => setSigningIn(true)}>
              {t(soon?.why === "idle" ? "soon.stay" : "ended.do")}
            </Button>
          }
        >
          {/* Read out once, not every second. */}
          <span aria-live="off">{t(`soon.${soon?.why ?? "idle"}`, { left })}</span>
        </FormMessage>
      )}
      <SignInAgain
        open={signingIn}
        email={email}
        action={actions.signInAgain}
        onClose={() => setSigningIn(false)}
        onDone={() => {
          setSigningIn(false);
          setRefused(false);
          onAgain?.();
        }}
      />
    </div>
  );
}
