"use client";

import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import type { Door, FormState } from "../site/form-door.ts";
import { RefusalMessage } from "../site/refusal-message.tsx";
import { Button } from "../ui/button.tsx";
import { type BeginShowing, hasPasskeys, offersInFields, showPasskey, stopAsking } from "./passkey-ceremony.ts";

/** A question is good for five minutes; one that waits in a field is asked anew before. Milliseconds. */
const ASK_AGAIN = 4 * 60_000;

type PasskeyButtonProps = {
  begin: BeginShowing;
  finish: Door<{ answer: unknown; next?: string }, { to: string }>;
  /** Where to go afterwards. */
  next?: string | undefined;
  /** Also offers passkeys in the field that asks for the address. */
  inField?: boolean | undefined;
};

/** Signs in with a passkey, alone or as the second factor. Without script, or where a browser has none, it is not there. */
export function PasskeyButton({ begin, finish, next, inField = false }: PasskeyButtonProps) {
  const t = useTranslations("account.passkeys");
  const [state, setState] = useState<FormState>(null);
  const [pending, setPending] = useState(false);
  const [missing, setMissing] = useState(false);
  useEffect(() => setMissing(!hasPasskeys()), []);

  const doors = useRef({ begin, finish, next });
  doors.current = { begin, finish, next };
  const askInField = useRef(() => {});
  const show = async (waiting: boolean) => {
    const { begin, finish, next } = doors.current;
    const answered = await showPasskey(
      begin,
      (answer) => finish(next === undefined ? { answer } : { answer, next }),
      waiting,
    );
    if (answered?.ok) window.location.assign(answered.value.to);
    return answered;
  };

  useEffect(() => {
    if (!inField) return;
    let over = false;
    const wait = async () => {
      if (over || document.visibilityState !== "visible" || !(await offersInFields()) || over) return;
      const answered = await show(true);
      // That a question could not be asked is told to nobody who did not ask for it; a refused passkey is.
      if (!over && answered?.ok === false && answered.error.startsWith("passkey-") && isOurs(answered.error)) {
        setState(answered);
        void wait();
      }
    };
    const anew = () => void wait();
    askInField.current = anew;
    const timer = setInterval(anew, ASK_AGAIN);
    // Another tab may have been asked in between, and a browser remembers one question.
    document.addEventListener("visibilitychange", anew);
    anew();
    return () => {
      over = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", anew);
      void stopAsking();
    };
  }, [inField]);

  const press = async () => {
    setPending(true);
    setState(null);
    const answered = await show(false);
    if (answered?.ok) return;
    setState(answered);
    setPending(false);
    askInField.current(); // the press has taken the place of the question in the field
  };
  if (missing) return null;
  return (
    <div className="flex flex-col gap-3 noscript:hidden">
      <RefusalMessage state={state} />
      <Button block icon="key" pending={pending} onClick={press}>
        {t("use")}
      </Button>
    </div>
  );
}

/** What the server said of a passkey, as opposed to what the browser said of asking for one. */
const isOurs = (error: string) => error !== "passkey-cancelled" && error !== "passkey-device";
