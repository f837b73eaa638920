"use client";

import { useTranslations } from "use-intl/react";
import { refusalKey } from "../site/refusal-key.ts";

/** The sentence for why a file was not taken in. `seconds`: how long to wait, when there were too many. */
export function useFileRefusal(): (error: string, seconds?: number | null) => string {
  const t = useTranslations("errors");
  return (error, seconds = null) => {
    const key = `file.${error}`;
    if (t.has(key)) return t(key, { minutes: seconds === null ? 0 : Math.ceil(seconds / 60) });
    return t(refusalKey({ ok: false, error }, (each) => t.has(each)));
  };
}
