"use client";

import { type ComponentProps, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl/react";
import { lazyModule } from "../markdown/lazy-module.ts";
import { classNames } from "../ui/class-names.ts";
import type { PasswordLength } from "./account-fields.tsx";

/** Half a megabyte, so it comes when somebody chooses a password and not before. What is typed stays in the browser. */
const useJudge = lazyModule(() => import("#lib/identity/password-strength.ts"));

/** Quiet while somebody types, so that a screen reader is not interrupted by each letter. Milliseconds. */
const PAUSE = 300;

type Typed = { text: string; about: string[] };

/** What the field of a new password needs, and what it holds once typing pauses; null while it is empty. */
export function useTypedPassword() {
  const field = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [wanted, setWanted] = useState(false);
  const [typed, setTyped] = useState<Typed | null>(null);

  useEffect(() => {
    const form = field.current?.form;
    // A form that was sent is empty again, and nobody typed.
    const clear = () => {
      clearTimeout(timer.current);
      setTyped(null);
    };
    form?.addEventListener("reset", clear);
    return () => {
      clearTimeout(timer.current);
      form?.removeEventListener("reset", clear);
    };
  }, []);

  const onInput = ({ currentTarget: { value, form } }: { currentTarget: HTMLInputElement }) => {
    setWanted(true);
    clearTimeout(timer.current);
    if (value === "") setTyped(null);
    else timer.current = setTimeout(() => setTyped({ text: value, about: ownWords(form) }), PAUSE);
  };
  const props = { ref: field, onFocus: () => setWanted(true), onInput } satisfies ComponentProps<"input">;
  return { props, typed, judge: useJudge(wanted) };
}

/** Whose password it is, as far as the form says: nobody's own name makes a good one. */
function ownWords(form: HTMLFormElement | null): string[] {
  const fields = form?.querySelectorAll<HTMLInputElement>('input[autocomplete="username"], input[autocomplete="name"]');
  return Array.from(fields ?? [], ({ value }) => value);
}

type PasswordStrengthProps = Omit<ReturnType<typeof useTypedPassword>, "props"> & {
  length: PasswordLength;
  /** What stands there before anything is typed. */
  hint: string;
};

/** The hint below a new password, which gives its place to what is to be said about it. Nothing moves. */
export function PasswordStrength({ typed, judge, length, hint }: PasswordStrengthProps) {
  const t = useTranslations("account.strength");
  const said = typed === null ? null : say(typed, judge, length);
  return (
    <span className="flex min-h-[calc(3lh+0.625rem)] flex-col gap-1.5">
      {said !== null && <Steps step={said.step} />}
      <span role="status">
        {said === null
          ? hint
          : said.sentences.map(([key, values]) => (
              <span key={key} className={key.startsWith("score") ? "font-medium text-text" : undefined}>
                {t(key as "long", values as never)}{" "}
              </span>
            ))}
      </span>
    </span>
  );
}

type Said = { step: number; sentences: [key: string, values?: Record<string, number>][] };

function say({ text, about }: Typed, judge: ReturnType<typeof useJudge>, length: PasswordLength): Said | null {
  const missing = length.least - [...text.normalize("NFKC")].length;
  if (missing > 0) return { step: 0, sentences: [["short", { missing }]] };
  if (length.least - missing > length.most) return { step: 0, sentences: [["long", { most: length.most }]] };
  if (judge === null) return null;
  const { score, reason, tip, isCommon } = judge.judgePassword(text, about);
  const step = isCommon ? 0 : score;
  const why = isCommon ? "common" : reason;
  return {
    step,
    sentences: [
      [`score.${step}`],
      ...(why === null ? [] : [[`reason.${why}`] as [string]]),
      ...(step > 2 ? [] : [[`tip.${tip ?? "words"}`] as [string]]),
    ],
  };
}

const tones = ["bg-critical", "bg-critical", "bg-high", "bg-good", "bg-good"];

/** Five steps, for whoever sees them; the words beside say the same. */
function Steps({ step }: { step: number }) {
  return (
    <span aria-hidden className="flex h-1 gap-1">
      {tones.map((_, at) => (
        <span key={at} className={classNames("flex-1 rounded-full", at <= step ? tones[step] : "bg-border")} />
      ))}
    </span>
  );
}
